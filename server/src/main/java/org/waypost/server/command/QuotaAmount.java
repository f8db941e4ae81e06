package org.waypost.server.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A quota as typed and as shown: {@code 2G}, {@code unlimited}, {@code default}. Units are powers of 1024. */
final class QuotaAmount {
    /** How James says that there is no limit. */
    static final long UNLIMITED = -1;

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([KMGT]?)(i?B)?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "KMGT";

    private QuotaAmount() {}

    /** Bytes of a size, or {@link #UNLIMITED}. */
    static long size(String text) {
        if (text.equalsIgnoreCase("unlimited")) {
            return UNLIMITED;
        }
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new CommandFailure(
                    ExitCode.USAGE, text + " is no size.", "Expected a size such as 500M or 2G, unlimited or default.");
        }
        String unit = matcher.group(2).toUpperCase(Locale.ROOT);
        int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power));
        } catch (ArithmeticException e) {
            throw new CommandFailure(ExitCode.USAGE, text + " is too large.", "");
        }
    }

    /** Number of messages, or {@link #UNLIMITED}. */
    static long count(String text) {
        if (text.equalsIgnoreCase("unlimited")) {
            return UNLIMITED;
        }
        if (!text.matches("\\d{1,18}")) {
            throw new CommandFailure(
                    ExitCode.USAGE, text + " is no number of messages.", "Expected a number, unlimited or default.");
        }
        return Long.parseLong(text);
    }

    /** A size for a human, exact or to one digit after the point. */
    static String show(long bytes) {
        if (bytes < 0) {
            return "unlimited";
        }
        int power = 0;
        double amount = bytes;
        while (amount >= 1024 && power < UNITS.length()) {
            amount /= 1024;
            power++;
        }
        if (power == 0) {
            return bytes + " bytes";
        }
        String number = amount == Math.rint(amount)
                ? String.valueOf((long) amount)
                : String.format(Locale.ROOT, "%.1f", amount);
        return number + UNITS.charAt(power - 1);
    }
}
