package org.waypost.server.configuration.schema;

import java.util.function.Predicate;

/**
 * What a value may look like.
 *
 * @param expected the rule in words, continuing "expected …"
 * @param secret whether values are never shown
 * @param test tells whether a trimmed value obeys the rule
 */
public record ValueType(String expected, boolean secret, Predicate<String> test) {

    static ValueType of(String expected, Predicate<String> test) {
        return new ValueType(expected, false, test);
    }

    /** Whether the value obeys the rule; values with a {@code ${…}} reference are known only at run time and pass. */
    public boolean accepts(String value) {
        return value.contains("${") || test.test(value);
    }

    /** This type, or a list of values of this type separated by commas. */
    public ValueType list() {
        return new ValueType("a list, separated by commas, of: " + expected, secret, value -> {
            if (value.isBlank()) {
                return true;
            }
            for (String item : value.split(",", -1)) {
                if (!accepts(item.trim())) {
                    return false;
                }
            }
            return true;
        });
    }

    /** This type, or one of the given words. */
    public ValueType or(String... words) {
        var others = java.util.Set.of(words);
        return new ValueType(
                String.join(", ", words) + " or " + expected,
                secret,
                value -> others.contains(value) || accepts(value));
    }

    /** This type, or no value at all. */
    public ValueType orEmpty() {
        return new ValueType(expected + ", or nothing", secret, value -> value.isEmpty() || accepts(value));
    }
}
