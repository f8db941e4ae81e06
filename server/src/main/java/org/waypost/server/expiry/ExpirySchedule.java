package org.waypost.server.expiry;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.lifecycle.api.Startable;
import org.apache.james.task.TaskManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.expiry.ExpiryRun;
import org.waypost.accounts.expiry.ExpiryRuns;

/** Looks every ten seconds whether a run is due, or one is left that a server could not finish. */
@Singleton
final class ExpirySchedule implements Startable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ExpirySchedule.class);
    private static final int SECONDS = 10;

    private final ExpiryRunner runner;
    private final ExpiryRuns runs;
    private final ExpiryOptions options;
    private final TaskManager tasks;
    private final Clock clock;
    private final AtomicBoolean submitted = new AtomicBoolean();
    private ScheduledExecutorService executor;
    private ScheduledFuture<?> looks;

    @Inject
    ExpirySchedule(ExpiryRunner runner, ExpiryRuns runs, ExpiryOptions options, TaskManager tasks, Clock clock) {
        this.runner = runner;
        this.runs = runs;
        this.options = options;
        this.tasks = tasks;
        this.clock = clock;
    }

    void start() {
        executor = Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread thread = new Thread(runnable, "waypost-expiry");
            thread.setDaemon(true);
            return thread;
        });
        looks = executor.scheduleWithFixedDelay(this::look, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            submitWhenDue();
        } catch (RuntimeException | Error e) {
            // Whatever is thrown here would end the schedule without a word.
            LOGGER.error("The expiry's schedule failed and looks again in {} s", SECONDS, e);
        }
    }

    /** Submits a run when there is something to do. */
    void submitWhenDue() {
        if (!runner.left().isPresent() && !due()) {
            return;
        }
        if (submitted.compareAndSet(false, true)) {
            // Looked at again under the right to run: another server may have done it meanwhile.
            tasks.submit(new ExpiryTask(
                    runner,
                    ExpiryRunner.SCHEDULE,
                    false,
                    left -> left.isPresent() || due(),
                    () -> submitted.set(false)));
        }
    }

    /** Whether the hour has come today and no scheduled run began since. */
    boolean due() {
        if (options.hour().isEmpty()) {
            return false;
        }
        ZonedDateTime now = ZonedDateTime.now(clock);
        Instant today = now.toLocalDate()
                .atTime(LocalTime.of(options.hour().getAsInt(), 0))
                .atZone(now.getZone())
                .toInstant();
        if (clock.instant().isBefore(today)) {
            return false;
        }
        Optional<ExpiryRun> last = runs.newest(ExpiryRunner.LOOKED_AT)
                .filter(run -> run.trigger().equals(ExpiryRunner.SCHEDULE))
                .next()
                .blockOptional();
        return last.filter(run -> !run.begun().isBefore(today)).isEmpty();
    }

    @PreDestroy
    void stop() {
        runner.stopping();
        if (executor != null) {
            looks.cancel(false);
            executor.shutdownNow();
        }
    }
}
