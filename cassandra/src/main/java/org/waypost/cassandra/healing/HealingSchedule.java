package org.waypost.cassandra.healing;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the healer every period, at a moment of its own on each node so that nodes don't all read at once. */
public final class HealingSchedule implements AutoCloseable {

    /** Once an hour. */
    public static final Duration DEFAULT_PERIOD = Duration.ofHours(1);

    private static final Logger LOGGER = LoggerFactory.getLogger(HealingSchedule.class);

    private final UncleanStopHealer healer;
    private final ScheduledExecutorService executor;
    private final ScheduledFuture<?> task;

    /**
     * Starts the schedule.
     *
     * @param period from the end of one round to the begin of the next, one second or more; the first begins after half to one
     *     and a half periods
     */
    public HealingSchedule(UncleanStopHealer healer, Duration period) {
        if (period.toSeconds() < 1) {
            throw new IllegalArgumentException("healing period " + period + "; expected one second or more");
        }
        this.healer = healer;
        this.executor = Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread thread = new Thread(runnable, "waypost-healing");
            thread.setDaemon(true);
            return thread;
        });
        long millis = period.toMillis();
        long first = millis / 2 + ThreadLocalRandom.current().nextLong(millis);
        this.task = executor.scheduleWithFixedDelay(this::run, first, millis, TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            healer.heal(HealingReport.Cause.SCHEDULE);
        } catch (RuntimeException | Error e) {
            // Whatever is thrown here would end the schedule without a word.
            LOGGER.error("Healing failed and runs again after its period", e);
        }
    }

    @Override
    public void close() {
        task.cancel(false);
        executor.shutdownNow();
    }
}
