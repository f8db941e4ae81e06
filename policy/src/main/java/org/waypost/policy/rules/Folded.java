package org.waypost.policy.rules;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Text in the form in which texts are compared: letters of one case, compatible forms as one (full-width letters, ligatures,
 * half-width kana), no invisible characters, and each run of blanks as one space.
 */
final class Folded {
    private Folded() {}

    static String of(String text) {
        String normal = isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder folded = new StringBuilder(normal.length());
        boolean blank = true;
        for (int index = 0; index < normal.length(); ) {
            int point = normal.codePointAt(index);
            index += Character.charCount(point);
            if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                if (!blank) {
                    folded.append(' ');
                }
                blank = true;
            } else if (Character.getType(point) != Character.FORMAT && !Character.isISOControl(point)) {
                // Soft hyphens and zero-width joiners are of type FORMAT: they hide words from filters.
                folded.appendCodePoint(point);
                blank = false;
            }
        }
        if (blank && !folded.isEmpty()) {
            folded.setLength(folded.length() - 1);
        }
        // Upper case first: it joins what has several small forms, such as the two small sigmas and the long s.
        return folded.toString()
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace('ς', 'σ');
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 128);
    }
}
