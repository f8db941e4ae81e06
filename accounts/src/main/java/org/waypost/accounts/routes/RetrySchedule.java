package org.waypost.accounts.routes;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;

/** The pauses between attempts; when the last attempt after the last pause fails, the sender is told. */
public final class RetrySchedule {
    private static final String EXPECTED = "pauses such as 5m, 2*1h, 26*4h; each from 1s to 7d, at most 200 attempts";
    private static final Pattern STEP = Pattern.compile("(?:(\\d{1,3})\\s*\\*\\s*)?(\\S+)");
    private static final int MOST = 200;

    /** Tried again soon, then more rarely, for 5 days (RFC 5321 §4.5.4.1). */
    public static final RetrySchedule STANDARD = parse("5m, 10m, 15m, 30m, 2*1h, 3*2h, 26*4h, 1*6h");

    private final String text;
    private final List<Duration> pauses;

    private RetrySchedule(String text, List<Duration> pauses) {
        this.text = text;
        this.pauses = List.copyOf(pauses);
    }

    /** Reads pauses, separated by commas; {@code 3*2h} stands for three of two hours. */
    @JsonCreator
    public static RetrySchedule parse(String text) {
        List<Duration> pauses = new ArrayList<>();
        List<String> steps = Arrays.stream(text.split(",")).map(String::trim).toList();
        for (String step : steps) {
            Matcher matcher = STEP.matcher(step);
            if (!matcher.matches()) {
                throw new SettingRefused("", text, EXPECTED);
            }
            Duration pause = pause(text, matcher.group(2));
            int times = matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1));
            for (int time = 0; time < times; time++) {
                pauses.add(pause);
            }
        }
        if (pauses.isEmpty() || pauses.size() > MOST) {
            throw new SettingRefused("", text, EXPECTED);
        }
        return new RetrySchedule(String.join(", ", steps), pauses);
    }

    private static Duration pause(String all, String text) {
        try {
            Duration pause = SettingsFormat.duration(text);
            if (pause.compareTo(Duration.ofSeconds(1)) >= 0 && pause.compareTo(Duration.ofDays(7)) <= 0) {
                return pause;
            }
        } catch (SettingRefused e) {
            throw new SettingRefused("", all, EXPECTED);
        }
        throw new SettingRefused("", all, EXPECTED);
    }

    /**
     * The pause before the next attempt.
     *
     * @param failed how many attempts have failed, at least 1
     * @return empty when it was the last
     */
    public Optional<Duration> after(int failed) {
        return failed <= pauses.size() ? Optional.of(pauses.get(failed - 1)) : Optional.empty();
    }

    @JsonValue
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RetrySchedule schedule && pauses.equals(schedule.pauses);
    }

    @Override
    public int hashCode() {
        return pauses.hashCode();
    }
}
