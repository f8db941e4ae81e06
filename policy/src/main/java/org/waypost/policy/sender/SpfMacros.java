package org.waypost.policy.sender;

import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The macros of SPF (RFC 7208 §7). */
final class SpfMacros {
    private static final int LONGEST_NAME = 253;
    /** RFC 7208 §7.2: c, r and t are for explanations alone. */
    private static final Pattern MACRO =
            Pattern.compile("%\\{([slodiphv])(\\d{0,3})(r?)([.\\-+,/_=]*)}", Pattern.CASE_INSENSITIVE);

    private static final Pattern TEXT = Pattern.compile(
            "(?:%\\{[slodiphv]\\d{0,3}r?[.\\-+,/_=]*}|%%|%_|%-|[\\x21-\\x24\\x26-\\x7e])*+", Pattern.CASE_INSENSITIVE);
    /** RFC 7208 §7.1: domain-end. */
    private static final Pattern END = Pattern.compile(
            "(?:\\.(?:[a-z0-9]*[a-z][a-z0-9]*|[a-z0-9]+-[a-z0-9-]*[a-z0-9])\\.?|%\\{[^}]*}|%[%_-])$",
            Pattern.CASE_INSENSITIVE);

    /** Gives the name of the client, which costs questions to the DNS. */
    interface ClientName {
        String of() throws SpfStop;
    }

    private final InetAddress client;
    private final String localPart;
    private final String senderDomain;
    private final String helo;
    private final ClientName clientName;

    SpfMacros(InetAddress client, String localPart, String senderDomain, String helo, ClientName clientName) {
        this.client = client;
        this.localPart = localPart;
        this.senderDomain = senderDomain;
        this.helo = helo;
        this.clientName = clientName;
    }

    /** Whether it is a macro-string. */
    static boolean isText(String text) {
        return TEXT.matcher(text).matches();
    }

    /** Whether it is a domain-spec. */
    static boolean isDomain(String text) {
        return isText(text) && text.length() < 1000 && END.matcher(text).find();
    }

    /** The domain that a domain-spec means, without a dot at its end. */
    String domain(String spec, String current) throws SpfStop {
        String name = expand(spec, current);
        while (name.length() > LONGEST_NAME && name.indexOf('.') >= 0) {
            // RFC 7208 §7.3: labels are dropped from the left.
            name = name.substring(name.indexOf('.') + 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private String expand(String spec, String current) throws SpfStop {
        StringBuilder expanded = new StringBuilder();
        int at = 0;
        while (at < spec.length()) {
            char next = spec.charAt(at);
            if (next != '%') {
                expanded.append(next);
                at++;
                continue;
            }
            char kind = spec.charAt(at + 1);
            if (kind != '{') {
                expanded.append(kind == '%' ? "%" : kind == '_' ? " " : "%20");
                at += 2;
                continue;
            }
            Matcher macro = MACRO.matcher(spec).region(at, spec.length());
            if (!macro.lookingAt()) {
                throw SpfStop.permanent("a macro that is none");
            }
            expanded.append(value(macro, current));
            at = macro.end();
        }
        return expanded.toString();
    }

    private String value(Matcher macro, String current) throws SpfStop {
        String letter = macro.group(1);
        String raw =
                switch (letter.toLowerCase(Locale.ROOT)) {
                    case "s" -> localPart + "@" + senderDomain;
                    case "l" -> localPart;
                    case "o" -> senderDomain;
                    case "d" -> current;
                    case "i" -> dotted(client);
                    case "p" -> clientName.of();
                    case "v" -> client.getAddress().length == 4 ? "in-addr" : "ip6";
                    default -> helo;
                };
        String made = transformed(raw, macro.group(2), !macro.group(3).isEmpty(), macro.group(4));
        // RFC 7208 §7.3: a capital letter asks for escapes of URLs.
        return Character.isUpperCase(letter.charAt(0))
                ? URLEncoder.encode(made, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                : made;
    }

    private static String transformed(String raw, String digits, boolean reversed, String delimiters) throws SpfStop {
        if (digits.isEmpty() && !reversed && delimiters.isEmpty()) {
            return raw;
        }
        int kept = digits.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (kept == 0) {
            throw SpfStop.permanent("a macro that keeps no part");
        }
        String separators = delimiters.isEmpty() ? "." : delimiters;
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= raw.length(); at++) {
            if (at == raw.length() || separators.indexOf(raw.charAt(at)) >= 0) {
                parts.add(raw.substring(start, at));
                start = at + 1;
            }
        }
        if (reversed) {
            Collections.reverse(parts);
        }
        return String.join(".", parts.subList(Math.max(0, parts.size() - kept), parts.size()));
    }

    /** RFC 7208 §7.3: an IPv4 address as it is, an IPv6 address as its nibbles with dots between. */
    static String dotted(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? address.getHostAddress()
                : HexFormat.of()
                        .formatHex(bytes)
                        .chars()
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining("."));
    }

    /** The name under which the DNS keeps an address' names (RFC 1035 §3.5, RFC 3596 §2.5). */
    static String reverse(InetAddress address) {
        List<String> parts = new ArrayList<>(List.of(dotted(address).split("\\.")));
        Collections.reverse(parts);
        return String.join(".", parts) + (address.getAddress().length == 4 ? ".in-addr.arpa" : ".ip6.arpa");
    }
}
