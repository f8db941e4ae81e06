package org.waypost.protocols.imap;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The announcement of a literal at the end of a line, <code>{42}</code> or <code>{42+}</code> (RFC 9051 §4.3,
 * RFC 7888 §4).
 *
 * @param size the octets to come
 * @param synchronizing whether the client waits for a continuation request before it sends them
 */
record LiteralMark(long size, boolean synchronizing) {

    // A number of up to 19 digits always fits a long; anything longer is no literal and fails in the parser.
    private static final Pattern MARK = Pattern.compile("\\{(\\d{1,18})(\\+?)}\\r?\\n\\z");
    private static final int LONGEST = 24;

    /** Reads the mark at the end of a line that includes its line end; empty when there is none. */
    static Optional<LiteralMark> atEndOf(byte[] line) {
        int from = Math.max(0, line.length - LONGEST);
        String tail = new String(line, from, line.length - from, StandardCharsets.ISO_8859_1);
        Matcher matcher = MARK.matcher(tail);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(new LiteralMark(
                Long.parseLong(matcher.group(1)), matcher.group(2).isEmpty()));
    }
}
