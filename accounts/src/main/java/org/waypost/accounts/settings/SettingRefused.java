package org.waypost.accounts.settings;

/** A value that a setting can't have. The message names the setting, the value and what was expected, for the person who set it. */
public final class SettingRefused extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 200;

    private final String path;
    private final String value;
    private final boolean missing;
    private final String expected;

    /**
     * @param path the name of the setting, such as {@code period} or {@code rules[2].action}; empty for the whole
     * @param value what was given, as text
     * @param expected in words, to be read after "expected"
     */
    public SettingRefused(String path, Object value, String expected) {
        super((path.isEmpty() ? "the value" : path) + " is " + shown(value) + ", expected " + expected);
        this.path = path;
        this.missing = value == null;
        this.value = String.valueOf(value);
        this.expected = expected;
    }

    /** The same refusal, seen from the thing that holds the refused one. */
    public SettingRefused within(String outer) {
        String inner = path.isEmpty() || path.startsWith("[") ? path : "." + path;
        return new SettingRefused(outer.isEmpty() ? path : outer + inner, missing ? null : value, expected);
    }

    /** Which setting. */
    public String path() {
        return path;
    }

    /** What was given. */
    public String value() {
        return value == null ? "missing" : value;
    }

    /** What was expected. */
    public String expected() {
        return expected;
    }

    private static String shown(Object value) {
        if (value == null) {
            return "missing";
        }
        String text = value.toString();
        return "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + "'";
    }
}
