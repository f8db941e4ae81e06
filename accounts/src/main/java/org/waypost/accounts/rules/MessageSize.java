package org.waypost.accounts.rules;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.accounts.settings.SettingRefused;

/** Sizes of messages as people write them. */
public final class MessageSize {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s?([KMG]?)B?", Pattern.CASE_INSENSITIVE);

    private MessageSize() {}

    /**
     * Reads a number of octets such as {@code 800}, {@code 500K}, {@code 10M} or {@code 1G} (1024 based).
     *
     * @param key the setting, for the refusal
     * @throws SettingRefused for anything else
     */
    public static long octets(String key, String text) {
        Matcher matcher = SIZE.matcher(text.trim());
        if (!matcher.matches()) {
            throw new SettingRefused(key, text, "a size such as 800, 500K, 10M or 1G");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
            case "K" -> number << 10;
            case "M" -> number << 20;
            case "G" -> number << 30;
            default -> number;
        };
    }
}
