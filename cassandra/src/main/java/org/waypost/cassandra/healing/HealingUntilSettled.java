package org.waypost.cassandra.healing;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Heals after an unclean stop of the server or of Cassandra, again and again until nothing is left to do.
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
    /** Guarded by this. Null while there is nothing to do. */
    private Thread thread;
    /** Guarded by this. Something broke after the last round began. */
    private boolean disturbed;

    private volatile HealingReport.Cause cause;
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

    /** Has nothing to do until {@link #begin} is called. */
    public HealingUntilSettled(UncleanStopHealer healer) {
        this(healer, PAUSES);
    }

    HealingUntilSettled(UncleanStopHealer healer, Pauses pauses) {
        this.healer = healer;
        this.pauses = pauses;
    }

    /**
     * Starts the rounds beside everything else; mail may come meanwhile. When they are under way two more follow at least, and
     * pauses are short again.
     */
    public synchronized void begin(HealingReport.Cause why) {
        if (ending) {
            return;
        }
        cause = why;
        disturbed = true;
        if (!isAtWork()) {
            thread = new Thread(this::run, "waypost-healing-until-settled");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        Duration pause = pauses.first();
        boolean settledBefore = false;
        while (!ending) {
            if (wasDisturbed()) {
                pause = pauses.first();
                settledBefore = false;
            }
            boolean settled = round();
            if (settled && settledBefore && isOver()) {
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

    private synchronized boolean wasDisturbed() {
        boolean was = disturbed;
        disturbed = false;
        return was;
    }

    private synchronized boolean isOver() {
        if (!disturbed) {
            thread = null;
        }
        return !disturbed;
    }

    private boolean round() {
        try {
            HealingReport report = healer.heal(cause);
            return report.unsettled() == 0 && report.errors().isEmpty();
        } catch (RuntimeException e) {
            if (!ending) {
                LOGGER.error("Healing after an unclean stop failed and is tried again", e);
            }
            return false;
        }
    }

    /** Whether rounds are still to come. */
    synchronized boolean isAtWork() {
        return thread != null && thread.isAlive();
    }

    /** Ends the rounds; waits five seconds at most for the one that runs. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            ending = true;
            running = thread;
        }
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            running.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
