package org.waypost.testing.engines;

import java.net.InetSocketAddress;
import org.waypost.engines.settings.EnginePort;
import org.waypost.engines.settings.EngineSettings;

/**
 * One engine for the whole test JVM: started at first use, or a running one named by the system property
 * {@code waypost.test.<engine>=host:port}.
 */
final class SharedEngine implements AutoCloseable {
    private final EngineSettings settings;
    private final EnginePort entrance;
    private TestEngine engine;

    SharedEngine(EngineSettings settings, EnginePort entrance) {
        this.settings = settings;
        this.entrance = entrance;
    }

    synchronized InetSocketAddress address() {
        String key = "waypost.test." + settings.engine().id();
        String running = System.getProperty(key, "");
        if (!running.isBlank()) {
            return parse(key, running);
        }
        if (engine == null) {
            engine = TestEngine.start(settings);
            SharedEngines.closeAtEnd(this);
        }
        return engine.address(entrance);
    }

    private static InetSocketAddress parse(String key, String value) {
        int colon = value.lastIndexOf(':');
        if (colon < 1 || !value.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException(key + ": '" + value + "', expected host:port");
        }
        return new InetSocketAddress(value.substring(0, colon), Integer.parseInt(value.substring(colon + 1)));
    }

    @Override
    public synchronized void close() {
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }
}
