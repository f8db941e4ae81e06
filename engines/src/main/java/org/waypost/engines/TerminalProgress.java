package org.waypost.engines;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.waypost.engines.settings.Engine;
import org.waypost.engines.settings.EnginePort;

/** Prints a line for each thing that happens to an engine. */
public final class TerminalProgress implements EngineListener {
    private static final double MILLIS = 1000.0;

    private final PrintStream out;
    private final Map<Engine, Instant> launched = new EnumMap<>(Engine.class);

    public TerminalProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void changed(EngineStatus status) {
        switch (status.state()) {
            case STARTING -> {
                launched.put(status.engine(), status.since());
                line(status, "starting");
            }
            case READY ->
                line(
                        status,
                        "ready after " + seconds(Duration.between(launched.get(status.engine()), status.since()))
                                + ", process " + status.pid() + ", 127.0.0.1:" + entrance(status));
            case RESTARTING -> line(status, "restarting: " + status.reason());
            case STOPPING -> line(status, "stopping");
            case STOPPED -> line(status, status.reason().isEmpty() ? "stopped" : "stopped: " + status.reason());
        }
    }

    @Override
    public synchronized void waiting(EngineStatus status, Duration sinceLaunch) {
        line(status, "still starting after " + seconds(sinceLaunch));
    }

    private void line(EngineStatus status, String words) {
        out.printf(Locale.ROOT, "  %-10s  %s%n", status.engine(), words);
        out.flush();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / MILLIS);
    }

    private static int entrance(EngineStatus status) {
        EnginePort port =
                switch (status.engine()) {
                    case CASSANDRA -> EnginePort.CQL;
                    case OPENSEARCH -> EnginePort.SEARCH_HTTP;
                    case TIKA -> EnginePort.TIKA_HTTP;
                };
        return status.ports().get(port);
    }
}
