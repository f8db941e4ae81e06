package org.waypost.mailets.smtp;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server answered (RFC 5321 §4.2).
 *
 * @param code  three digits
 * @param lines the texts of its lines
 */
public record Reply(int code, List<String> lines) {
    private static final Pattern ENHANCED = Pattern.compile("^([245]\\.\\d{1,3}\\.\\d{1,3})(?:\\s|$)");
    private static final int SHOWN = 500;

    public Reply {
        lines = List.copyOf(lines);
    }

    /** It is done. */
    public boolean positive() {
        return code / 100 == 2;
    }

    /** It may be done later. */
    public boolean temporary() {
        return code / 100 == 4;
    }

    /** It will never be done. */
    public boolean permanent() {
        return code / 100 == 5;
    }

    /** The enhanced status code (RFC 2034 §4), or what can be said without one (RFC 3463 §2). */
    public String status() {
        Matcher enhanced = ENHANCED.matcher(lines.isEmpty() ? "" : lines.get(0));
        boolean fits = enhanced.find() && enhanced.group(1).charAt(0) - '0' == code / 100;
        return fits ? enhanced.group(1) : code / 100 + ".0.0";
    }

    /** The reply on one line, for logs and reports; printable and bounded. */
    public String text() {
        String text = (code + " " + String.join(" ", lines)).replaceAll("[^\\x20-\\x7e]", "?");
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }
}
