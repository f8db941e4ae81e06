package org.waypost.cassandra.healing;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Heals after an unclean stop, again and again until nothing is left to do.
 *
 * <p>One round is not enough. Under load counters may never rest while it runs, the engine that is asked may have died with the
 * server, and James repeats for some time what failed when it died: what is counted twice that way shows after the first round.
 * So rounds follow with growing pauses until two of them, one minute or more apart, leave nothing open.
 */
public final class HealingUntilSettled implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(HealingUntilSettled.class);
    /** Longer than James' event bus repeats one event, which is half a minute at most. */
    private static final Duration BETWEEN_LAST_TWO = Duration.ofMinutes(1);

    private static final Pauses PAUSES = new Pauses(Duration.ofSeconds(10), Duration.ofMinutes(10), BETWEEN_LAST_TWO);

    private final UncleanStopHealer healer;
    private final Pauses pauses;
    private final Thread thread;
    private volatile boolean ending;

    /**
     * How long to wait between rounds.
     *
     * @param first after the first round that left something open; doubled after each further one
     * @param longest what doubling ends at
     * @param last between a round that left nothing open and the one that makes sure
     */
    record Pauses(Duration first, Duration longest, Duration last) {

        Duration after(Duration pause) {
            Duration doubled = pause.multipliedBy(2);
            return doubled.compareTo(longest) < 0 ? doubled : longest;
        }
    }

    private HealingUntilSettled(UncleanStopHealer healer, Pauses pauses) {
        this.healer = healer;
        this.pauses = pauses;
        this.thread = new Thread(this::run, "waypost-healing-after-unclean-stop");
        thread.setDaemon(true);
    }

    /** Starts the rounds beside everything else; mail may come meanwhile. */
    public static HealingUntilSettled start(UncleanStopHealer healer) {
        return start(healer, PAUSES);
    }

    static HealingUntilSettled start(UncleanStopHealer healer, Pauses pauses) {
        HealingUntilSettled healing = new HealingUntilSettled(healer, pauses);
        healing.thread.start();
        return healing;
    }

    private void run() {
        Duration pause = pauses.first();
        boolean settledBefore = false;
        while (!ending) {
            boolean settled = round();
            if (settled && settledBefore) {
                return;
            }
            try {
                Thread.sleep((settled ? pauses.last() : pause).toMillis());
            } catch (InterruptedException closed) {
                return;
            }
            pause = settled ? pauses.first() : pauses.after(pause);
            settledBefore = settled;
        }
    }

    private boolean round() {
        try {
            HealingReport report = healer.heal(HealingReport.Cause.UNCLEAN_STOP);
            return report.unsettled() == 0 && report.errors().isEmpty();
        } catch (RuntimeException e) {
            if (!ending) {
                LOGGER.error("Healing after an unclean stop failed and is tried again", e);
            }
            return false;
        }
    }

    /** Whether rounds are still to come. */
    boolean isAtWork() {
        return thread.isAlive();
    }

    /** Ends the rounds; waits five seconds at most for the one that runs. */
    @Override
    public void close() {
        ending = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
