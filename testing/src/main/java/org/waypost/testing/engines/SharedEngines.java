package org.waypost.testing.engines;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Stops the shared engines when all tests of the JVM have run. JUnit finds it through {@code META-INF/services}. A JVM that
 * ends without telling JUnit is covered by a shutdown hook, one that is killed by the kernel.
 */
public final class SharedEngines implements LauncherSessionListener {
    private static final Set<SharedEngine> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SharedEngines::closeAll, "test-engines-stop"));
    }

    static void closeAtEnd(SharedEngine engine) {
        RUNNING.add(engine);
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        closeAll();
    }

    private static void closeAll() {
        RUNNING.forEach(engine -> {
            RUNNING.remove(engine);
            engine.close();
        });
    }
}
