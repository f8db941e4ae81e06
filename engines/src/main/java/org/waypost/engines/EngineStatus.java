package org.waypost.engines;

import java.time.Instant;
import java.util.Map;
import org.waypost.engines.settings.Engine;
import org.waypost.engines.settings.EnginePort;

/**
 * What is known about an engine at one moment.
 *
 * @param engine which
 * @param state where it stands
 * @param reason why, when that is worth a word, else empty
 * @param pid its process id, 0 when there is no process
 * @param restarts how often it was launched again since the server started
 * @param since when it got into this state
 * @param ports where it listens on 127.0.0.1
 */
public record EngineStatus(
        Engine engine,
        EngineState state,
        String reason,
        long pid,
        int restarts,
        Instant since,
        Map<EnginePort, Integer> ports) {}
