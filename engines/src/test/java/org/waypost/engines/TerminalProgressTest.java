package org.waypost.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waypost.engines.settings.Engine;
import org.waypost.engines.settings.EnginePort;

class TerminalProgressTest {
    private static final Instant LAUNCH = Instant.parse("2026-01-02T03:04:05Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TerminalProgress progress =
            new TerminalProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    private static EngineStatus status(Engine engine, EngineState state, String reason, int afterSeconds) {
        Map<EnginePort, Integer> ports =
                engine == Engine.CASSANDRA ? Map.of(EnginePort.CQL, 9042) : Map.of(EnginePort.TIKA_HTTP, 9998);
        return new EngineStatus(engine, state, reason, 4711, 0, LAUNCH.plusSeconds(afterSeconds), ports);
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().map(String::strip).toList();
    }

    @Test
    void eachEngineIsFollowedUntilItIsReady() {
        progress.changed(status(Engine.CASSANDRA, EngineState.STARTING, "", 0));
        progress.changed(status(Engine.TIKA, EngineState.STARTING, "", 1));
        progress.waiting(status(Engine.CASSANDRA, EngineState.STARTING, "", 0), Duration.ofMillis(5500));
        progress.changed(status(Engine.TIKA, EngineState.READY, "", 4));
        progress.changed(status(Engine.CASSANDRA, EngineState.READY, "", 9));

        assertThat(lines())
                .containsExactly(
                        "cassandra   starting",
                        "tika        starting",
                        "cassandra   still starting after 5.5 s",
                        "tika        ready after 3.0 s, process 4711, 127.0.0.1:9998",
                        "cassandra   ready after 9.0 s, process 4711, 127.0.0.1:9042");
    }

    @Test
    void anEngineThatDiesOrStopsSaysWhy() {
        progress.changed(status(Engine.TIKA, EngineState.RESTARTING, "killed by signal 9", 0));
        progress.changed(status(Engine.TIKA, EngineState.STOPPING, "", 0));
        progress.changed(status(Engine.TIKA, EngineState.STOPPED, "", 0));
        progress.changed(status(Engine.CASSANDRA, EngineState.STOPPED, "exit code 1", 0));

        assertThat(lines())
                .containsExactly(
                        "tika        restarting: killed by signal 9",
                        "tika        stopping",
                        "tika        stopped",
                        "cassandra   stopped: exit code 1");
    }
}
