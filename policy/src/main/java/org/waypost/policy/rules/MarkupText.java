package org.waypost.policy.rules;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a reader sees of HTML, near enough to look for words: tags are left out (those of blocks become a space), scripts and
 * styles too, and references become characters. Goes over the text once, whatever the nesting.
 */
final class MarkupText {
    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
            "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr");
    private static final Set<String> HIDDEN = Set.of("script", "style", "head", "title");
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("shy", ""),
            Map.entry("zwnj", ""),
            Map.entry("zwj", ""),
            Map.entry("euro", "€"),
            Map.entry("auml", "ä"),
            Map.entry("ouml", "ö"),
            Map.entry("uuml", "ü"),
            Map.entry("Auml", "Ä"),
            Map.entry("Ouml", "Ö"),
            Map.entry("Uuml", "Ü"),
            Map.entry("szlig", "ß"),
            Map.entry("eacute", "é"),
            Map.entry("egrave", "è"),
            Map.entry("agrave", "à"),
            Map.entry("ccedil", "ç"));
    private static final int LONGEST_REFERENCE = 10;

    private final String markup;
    private final StringBuilder text = new StringBuilder();
    private int at;

    private MarkupText(String markup) {
        this.markup = markup;
    }

    static String of(String markup) {
        return new MarkupText(markup).read();
    }

    private String read() {
        while (at < markup.length()) {
            char character = markup.charAt(at);
            if (character == '<' && at + 1 < markup.length() && beginsTag(markup.charAt(at + 1))) {
                tag();
            } else if (character == '&') {
                reference();
            } else {
                text.append(character);
                at++;
            }
        }
        return text.toString();
    }

    private static boolean beginsTag(char next) {
        return Character.isLetter(next) || next == '/' || next == '!' || next == '?';
    }

    private void tag() {
        if (markup.startsWith("<!--", at)) {
            at = after("-->", at + 4);
            return;
        }
        int start = at + 1;
        boolean closes = markup.charAt(start) == '/';
        int nameStart = closes ? start + 1 : start;
        int nameEnd = nameStart;
        while (nameEnd < markup.length() && Character.isLetterOrDigit(markup.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = markup.substring(nameStart, nameEnd).toLowerCase(Locale.ROOT);
        at = after(">", nameEnd);
        if (!INLINE.contains(name)) {
            text.append(' ');
        }
        if (!closes && HIDDEN.contains(name)) {
            skipTo("</" + name);
        }
    }

    private int after(String end, int from) {
        int found = markup.indexOf(end, from);
        return found < 0 ? markup.length() : found + end.length();
    }

    private void skipTo(String closing) {
        for (int index = at; index < markup.length(); index++) {
            if (markup.regionMatches(true, index, closing, 0, closing.length())) {
                at = index;
                return;
            }
        }
        // Never closed: better to see too much than nothing.
    }

    private void reference() {
        int end = markup.indexOf(';', at);
        if (end > at + 1 && end - at <= LONGEST_REFERENCE) {
            String meaning = meaning(markup.substring(at + 1, end));
            if (meaning != null) {
                text.append(meaning);
                at = end + 1;
                return;
            }
        }
        text.append('&');
        at++;
    }

    private static String meaning(String name) {
        if (!name.startsWith("#")) {
            return NAMED.get(name);
        }
        boolean hex = name.length() > 1 && Character.toLowerCase(name.charAt(1)) == 'x';
        try {
            int point = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
            return Character.isValidCodePoint(point) ? Character.toString(point) : null;
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }
}
