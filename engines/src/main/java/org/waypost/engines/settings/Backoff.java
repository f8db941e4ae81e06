package org.waypost.engines.settings;

import java.time.Duration;

/**
 * How long to wait before an engine that died is started again: doubled each time, up to a bound.
 *
 * @param first wait before the first new start
 * @param longest the bound
 * @param calm an engine that was ready for so long before it died counts as healthy: the waits begin anew
 */
public record Backoff(Duration first, Duration longest, Duration calm) {
    private static final int DOUBLINGS = 30;

    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "back-off: first wait " + first + ", longest " + longest + ", expected 0 < first <= longest");
        }
    }

    public static Backoff defaults() {
        return new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(1));
    }

    /** The wait after so many deaths in a row, counted from 0. */
    public Duration delay(int deathsBefore) {
        Duration doubled = first.multipliedBy(1L << Math.min(deathsBefore, DOUBLINGS));
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }
}
