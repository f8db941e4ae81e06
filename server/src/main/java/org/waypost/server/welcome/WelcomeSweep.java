package org.waypost.server.welcome;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.lifecycle.api.Startable;

/** Looks every minute for welcomes that were left while the server runs. */
@Singleton
final class WelcomeSweep implements Startable {
    private static final long PERIOD_SECONDS = 60;

    private final Welcomes welcomes;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "welcome-sweep");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    WelcomeSweep(Welcomes welcomes) {
        this.welcomes = welcomes;
    }

    void start() {
        var unused = timer.scheduleWithFixedDelay(welcomes::sweep, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }
}
