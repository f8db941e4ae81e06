package org.waypost.server.configuration.schema;

/**
 * One key of a properties file, or one attribute of an element.
 *
 * @param name the key as written; a {@code *} stands for one or more characters
 * @param type what its value may be
 * @param standard the value that holds when the key is absent, in words; empty when there is none
 * @param required whether the key must be there
 * @param description what it is for, for the reference page
 */
public record Key(String name, ValueType type, String standard, boolean required, String description) {

    /** A key that may be left out. */
    public static Key optional(String name, ValueType type, String standard, String description) {
        return new Key(name, type, standard, false, description);
    }

    /** A key that must be there. */
    public static Key required(String name, ValueType type, String description) {
        return new Key(name, type, "", true, description);
    }

    /** Whether the name has a {@code *}. */
    public boolean isPattern() {
        return name.indexOf('*') >= 0;
    }

    /** Whether this is the key for the name as written in a file. */
    public boolean matches(String written) {
        if (!isPattern()) {
            return name.equals(written);
        }
        int star = name.indexOf('*');
        String before = name.substring(0, star);
        String after = name.substring(star + 1);
        return written.length() > before.length() + after.length()
                && written.startsWith(before)
                && written.endsWith(after);
    }
}
