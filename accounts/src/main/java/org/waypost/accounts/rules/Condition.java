package org.waypost.accounts.rules;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.waypost.accounts.settings.SettingRefused;

/**
 * One condition of a rule: a thing to look at ({@code headers}, {@code body}, {@code sender}, {@code larger} or
 * {@code smaller}), and for text how it is compared. Letters match whatever their case and form; encoded words (RFC 2047)
 * are decoded before. Of several values one is enough.
 *
 * @param headers  names of header fields; every field of that name is looked at
 * @param body     true to look at the decoded text of the message
 * @param sender   addresses of the envelope or of From: {@code bob@example.org}, {@code @example.org} for a domain, {@code *}
 *                 and {@code ?} as wildcards
 * @param larger   the message has more octets than this, such as {@code 500K} or {@code 10M} (1024 based)
 * @param smaller  the message has fewer octets than this
 * @param contains texts that stand somewhere in the value
 * @param exactly  texts that are the value
 * @param starts   texts with which the value begins
 * @param like     the value with {@code *} for any characters and {@code ?} for one
 * @param not      true to turn the condition round
 */
public record Condition(
        List<String> headers,
        Boolean body,
        List<String> sender,
        String larger,
        String smaller,
        List<String> contains,
        List<String> exactly,
        List<String> starts,
        List<String> like,
        Boolean not) {

    private static final int MOST_VALUES = 100;
    private static final int MOST_HEADERS = 10;
    private static final int LONGEST_VALUE = 200;

    public Condition {
        body = Boolean.TRUE.equals(body) ? Boolean.TRUE : null;
        not = Boolean.TRUE.equals(not) ? Boolean.TRUE : null;
        long subjects = Arrays.asList(headers, body, sender, larger, smaller).stream()
                .filter(Objects::nonNull)
                .count();
        if (subjects != 1) {
            throw new SettingRefused(
                    "", subjects + " things to look at", "one of headers, body (true), sender, larger, smaller");
        }
        headers = headers == null ? null : checkedHeaders(headers);
        sender = sender == null ? null : checked("sender", sender);
        if (sender != null) {
            checkSenders(sender);
        }
        if (larger != null) {
            MessageSize.octets("larger", larger);
        }
        if (smaller != null) {
            MessageSize.octets("smaller", smaller);
        }
        Map<String, List<String>> comparisons = new LinkedHashMap<>();
        comparisons.put("contains", contains);
        comparisons.put("exactly", exactly);
        comparisons.put("starts", starts);
        comparisons.put("like", like);
        comparisons.values().removeIf(Objects::isNull);
        checkComparisons(comparisons, headers != null, body != null);
        contains = contains == null ? null : checked("contains", contains);
        exactly = exactly == null ? null : checked("exactly", exactly);
        starts = starts == null ? null : checked("starts", starts);
        like = like == null ? null : checked("like", like);
    }

    private static void checkComparisons(Map<String, List<String>> comparisons, boolean headers, boolean body) {
        if (headers && comparisons.size() != 1) {
            throw new SettingRefused("", comparisons.keySet(), "one of contains, exactly, starts, like for headers");
        }
        if (body && !(comparisons.size() == 1 && comparisons.containsKey("contains"))) {
            throw new SettingRefused("", comparisons.keySet(), "contains, and nothing else, for body");
        }
        if (!headers && !body && !comparisons.isEmpty()) {
            throw new SettingRefused("", comparisons.keySet(), "no comparison: only headers and body are compared");
        }
    }

    private static List<String> checkedHeaders(List<String> names) {
        if (names.isEmpty() || names.size() > MOST_HEADERS) {
            throw new SettingRefused("headers", names.size() + " names", "1 to " + MOST_HEADERS + " names");
        }
        for (int index = 0; index < names.size(); index++) {
            // RFC 5322 §2.2: printable ASCII but the colon.
            if (names.get(index) == null || !names.get(index).matches("[!-9;-~]{1,76}")) {
                throw new SettingRefused(
                        "headers[" + index + "]", names.get(index), "the name of a header field such as Subject");
            }
        }
        return List.copyOf(names);
    }

    private static List<String> checked(String key, List<String> values) {
        if (values.isEmpty() || values.size() > MOST_VALUES) {
            throw new SettingRefused(key, values.size() + " values", "1 to " + MOST_VALUES + " values");
        }
        for (int index = 0; index < values.size(); index++) {
            String value = values.get(index);
            if (value == null || value.isBlank() || value.length() > LONGEST_VALUE) {
                throw new SettingRefused(
                        key + "[" + index + "]", value, "a text of 1 to " + LONGEST_VALUE + " characters");
            }
        }
        return List.copyOf(values);
    }

    private static void checkSenders(List<String> patterns) {
        for (int index = 0; index < patterns.size(); index++) {
            if (!patterns.get(index).trim().matches("[^@\\s]*@[^@\\s]+")) {
                throw new SettingRefused(
                        "sender[" + index + "]",
                        patterns.get(index),
                        "an address, @ and a domain, or a pattern such as *@*.example.org");
            }
        }
    }

    /** Whether the condition is turned round. */
    public boolean turned() {
        return not != null;
    }
}
