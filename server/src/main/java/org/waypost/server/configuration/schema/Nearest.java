package org.waypost.server.configuration.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what was probably meant by a misspelled name. */
public final class Nearest {
    private Nearest() {}

    /** {@code ; did you mean …?} or nothing when no known name is near. */
    public static String hint(String written, Collection<String> known) {
        int limit = Math.max(1, Math.min(3, written.length() / 3));
        return known.stream()
                .filter(name -> name.indexOf('*') < 0)
                .filter(name -> distance(written, name) <= limit)
                .min(Comparator.comparingInt((String name) -> distance(written, name))
                        .thenComparing(Comparator.naturalOrder()))
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    /** Levenshtein distance of two names, ignoring case. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
