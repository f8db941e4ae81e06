package org.waypost.policy.country;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the operator's file from time to time. */
public final class DatabaseWatch implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DatabaseWatch.class);

    private final CountryDatabase database;
    private final Duration period;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "waypost-country-watch");
        thread.setDaemon(true);
        return thread;
    });
    private ScheduledFuture<?> looks;

    /** @param period the time between two looks, more than zero */
    public DatabaseWatch(CountryDatabase database, Duration period) {
        this.database = database;
        this.period = period;
    }

    /** Begins; to be called once. */
    public synchronized void start() {
        looks = timer.scheduleWithFixedDelay(this::look, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            database.look();
        } catch (RuntimeException e) {
            LOGGER.error("Looking at the table of countries failed; the one in use stays", e);
        }
    }

    @Override
    public synchronized void close() {
        if (looks != null) {
            looks.cancel(false);
        }
        timer.shutdownNow();
    }
}
