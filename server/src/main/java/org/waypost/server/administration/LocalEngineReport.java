package org.waypost.server.administration;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waypost.engines.EngineStatus;
import org.waypost.engines.Engines;
import org.waypost.engines.settings.EnginePort;
import org.waypost.webadmin.product.EngineReport;

/** The engines that this server runs, as WebAdmin shows them. */
public final class LocalEngineReport implements EngineReport {
    private final Engines engines;

    public LocalEngineReport(Engines engines) {
        this.engines = engines;
    }

    @Override
    public List<Engine> engines() {
        return engines.statuses().stream().map(LocalEngineReport::shown).toList();
    }

    private static Engine shown(EngineStatus status) {
        int port = status.ports().entrySet().stream()
                .min(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .map(Map.Entry<EnginePort, Integer>::getValue)
                .orElse(0);
        return new Engine(
                status.engine().id(),
                Optional.empty(),
                true,
                state(status),
                "127.0.0.1:" + port,
                status.pid() == 0 ? Optional.empty() : Optional.of(status.pid()),
                status.restarts(),
                status.since(),
                status.reason());
    }

    private static State state(EngineStatus status) {
        return switch (status.state()) {
            case STARTING -> State.STARTING;
            case READY -> State.READY;
            case RESTARTING -> State.FAILED;
            case STOPPING, STOPPED -> State.STOPPED;
        };
    }
}
