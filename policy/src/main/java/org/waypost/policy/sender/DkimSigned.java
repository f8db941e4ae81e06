package org.waypost.policy.sender;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.waypost.policy.message.RawHeader;

/** What a signature signs of a header (RFC 6376 §3.4, §3.7), byte for byte. */
final class DkimSigned {
    private static final Pattern FOLD = Pattern.compile("\r\n(?=[ \t])");
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    /** The tag {@code b=}, wherever it stands. */
    private static final Pattern SIGNATURE_TAG = Pattern.compile("((?:^|;)[ \t\r\n]*b[ \t\r\n]*=)[^;]*");

    private DkimSigned() {}

    /** Each named field from the bottom up, and at last the signature's own without its value. */
    static byte[] of(RawHeader header, List<String> names, RawHeader.Field signature, boolean relaxed) {
        Map<String, Deque<RawHeader.Field>> left = new HashMap<>();
        header.fields().forEach(field -> left.computeIfAbsent(field.name(), name -> new ArrayDeque<>())
                .push(field));
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            Deque<RawHeader.Field> same = left.get(name.toLowerCase(Locale.ROOT));
            // RFC 6376 §5.4: a named field that isn't there counts as empty.
            if (same != null && !same.isEmpty()) {
                text.append(canonical(same.pop().raw(), relaxed)).append("\r\n");
            }
        }
        String own = signature.raw().substring(0, signature.raw().indexOf(':') + 1)
                + SIGNATURE_TAG.matcher(signature.value()).replaceFirst("$1");
        return text.append(canonical(own, relaxed)).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String canonical(String raw, boolean relaxed) {
        if (!relaxed) {
            return raw;
        }
        // RFC 6376 §3.4.2
        int colon = raw.indexOf(':');
        String value = FOLD.matcher(raw.substring(colon + 1)).replaceAll("");
        return raw.substring(0, colon).trim().toLowerCase(Locale.ROOT)
                + ":"
                + strip(BLANKS.matcher(value).replaceAll(" "));
    }

    /** Blanks alone, never what else Java holds for white space. */
    private static String strip(String value) {
        int start = value.startsWith(" ") ? 1 : 0;
        int end = value.length() > start && value.endsWith(" ") ? value.length() - 1 : value.length();
        return value.substring(start, end);
    }
}
