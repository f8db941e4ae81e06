package org.waypost.cassandra.patience;

import java.time.Duration;
import java.util.Optional;

/** The pauses of one request: from 100 ms doubled to 1 s, until the patience is used up. Used by one thread at a time. */
final class Waits {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final long deadlineNanos;
    private Duration pause = FIRST;

    Waits(Duration patience) {
        this.deadlineNanos = System.nanoTime() + patience.toNanos();
    }

    /** The next pause; absent when the patience ends before it would. */
    synchronized Optional<Duration> next() {
        if (System.nanoTime() + pause.toNanos() - deadlineNanos > 0) {
            return Optional.empty();
        }
        Duration now = pause;
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return Optional.of(now);
    }
}
