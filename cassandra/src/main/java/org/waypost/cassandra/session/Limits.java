package org.waypost.cassandra.session;

import java.time.Duration;

/**
 * How long the driver waits and how much it sends at once.
 *
 * @param requestTimeout for one request, more than zero
 * @param startDeadline how long the start waits for the ring to answer, more than zero
 * @param concurrentRequests requests under way at once, 1 or more; what is above waits in a queue
 * @param queuedRequests length of that queue, 1 or more; what is above fails at once
 */
public record Limits(Duration requestTimeout, Duration startDeadline, int concurrentRequests, int queuedRequests) {

    /** 10 s a request, 2 minutes to answer at start, 1024 requests at once, 100 000 waiting. */
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), Duration.ofMinutes(2), 1024, 100_000);

    public Limits {
        requirePositive("request time-out", requestTimeout);
        requirePositive("start deadline", startDeadline);
        requirePositive("concurrent requests", concurrentRequests);
        requirePositive("queued requests", queuedRequests);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " is " + value + "; expected more than zero");
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; expected 1 or more");
        }
    }
}
