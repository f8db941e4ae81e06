package org.waypost.accounts.autoreply;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.waypost.accounts.settings.SettingRefused;

/**
 * One kind of automatic answer.
 *
 * @param enabled  whether it is given at all; default {@code false}
 * @param audience whom it is for; default everyone
 * @param from     the first moment at which it is given; none: from now on
 * @param to       the last moment at which it is given, not before {@code from}; none: until it is disabled
 * @param subject  its subject, at most 500 characters on one line; none: {@code Auto:} and that of the message
 * @param text     its plain text, at most 64 Ki characters; none: made of {@code html}, or a sentence of the server
 * @param html     its text in HTML, at most 256 Ki characters; none: plain text only
 * @param period   the time in which one sender gets one answer; 1 hour to 365 days, default 7 days (RFC 5230 §4.1)
 */
public record Reply(
        Boolean enabled,
        Audience audience,
        ZonedDateTime from,
        ZonedDateTime to,
        String subject,
        String text,
        String html,
        Duration period) {

    /** The period when none is said. */
    public static final Duration WEEK = Duration.ofDays(7);

    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int LONGEST_SUBJECT = 500;
    private static final int LONGEST_TEXT = 64 * 1024;
    private static final int LONGEST_HTML = 256 * 1024;

    /** Nothing is said: no answer is given. */
    public static final Reply NONE = new Reply(null, null, null, null, null, null, null, null);

    public Reply {
        enabled = enabled != null && enabled;
        audience = audience == null ? Audience.EVERYONE : audience;
        period = period == null ? WEEK : period;
        if (period.compareTo(SHORTEST) < 0 || period.compareTo(LONGEST) > 0) {
            throw new SettingRefused("period", period.toSeconds() + "s", "a duration from 1h to 365d");
        }
        if (from != null && to != null && to.isBefore(from)) {
            throw new SettingRefused("to", to, "a moment that is not before " + from);
        }
        // RFC 5322 §2.2: a line end would begin another field.
        if (subject != null && (subject.length() > LONGEST_SUBJECT || subject.matches("(?s).*[\\r\\n].*"))) {
            throw new SettingRefused("subject", subject, "at most " + LONGEST_SUBJECT + " characters on one line");
        }
        bounded("text", text, LONGEST_TEXT);
        bounded("html", html, LONGEST_HTML);
    }

    private static void bounded(String name, String value, int most) {
        if (value != null && value.length() > most) {
            throw new SettingRefused(name, value, "at most " + most + " characters");
        }
    }

    /** Whether it is given at a moment, both ends included. */
    public boolean isGivenAt(Instant moment) {
        return enabled
                && (from == null || !moment.isBefore(from.toInstant()))
                && (to == null || !moment.isAfter(to.toInstant()));
    }

    /** Its subject, unless that of the message is to be used. */
    public Optional<String> ownSubject() {
        return Optional.ofNullable(subject).filter(words -> !words.isBlank());
    }

    /**
     * Tells it from what it was before or becomes later, so that who got the answer of one absence gets that of the next:
     * 32 hexadecimal digits over its dates and texts.
     */
    public String id() {
        String content = Arrays.asList(audience, from, to, subject, text, html).stream()
                .map(part -> Objects.toString(part, ""))
                .collect(Collectors.joining("\u0000"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }
}
