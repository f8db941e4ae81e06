package org.waypost.server.welcome;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.james.lifecycle.api.Startable;

/** Looks every minute for welcomes that were left, and shows welcomes in JMX, while the server runs. */
@Singleton
final class WelcomeSweep implements Startable {
    static final String NAME = "org.waypost:type=welcome";
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

    void start() throws JMException {
        ObjectName name = new ObjectName(NAME);
        var beans = ManagementFactory.getPlatformMBeanServer();
        if (beans.isRegistered(name)) {
            // Of a server that ran before in this JVM.
            beans.unregisterMBean(name);
        }
        beans.registerMBean(welcomes, name);
        var unused = timer.scheduleWithFixedDelay(welcomes::sweep, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }
}
