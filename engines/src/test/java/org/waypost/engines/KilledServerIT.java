package org.waypost.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.engines.data.VarFolder;
import org.waypost.engines.failure.DataLocked;
import org.waypost.engines.process.ProcessIdentity;

/** A server that is killed takes its engines with it, and the next one finds their data and ports. */
class KilledServerIT {
    private static final String ROOT = System.getProperty("waypost.root");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private static List<ProcessIdentity> engines(String line) {
        return Arrays.stream(line.split(" "))
                .skip(1)
                .map(pid -> ProcessIdentity.of(Long.parseLong(pid)).orElseThrow())
                .toList();
    }

    @Test
    void noEngineOutlivesAServerThatIsKilledAndTheNextServerGoesOn() throws Exception {
        Path var = folder.resolve("var");
        List<ProcessIdentity> first;
        try (ChildJvm server =
                ChildJvm.start(EngineHost.class, ROOT, var.toString(), "cassandra", "opensearch", "tika")) {
            first = engines(server.awaitLine("ready"));
            assertThat(first).hasSize(3).allMatch(ProcessIdentity::alive);
            assertThatExceptionOfType(DataLocked.class)
                    .isThrownBy(() -> VarFolder.open(var, "test").close())
                    .withMessageContaining("process " + server.pid());
            server.kill();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(first).noneMatch(ProcessIdentity::alive));
        }
        byte[] ports = Files.readAllBytes(var.resolve("cassandra/ports"));
        List<ProcessIdentity> second;
        try (ChildJvm server =
                ChildJvm.start(EngineHost.class, ROOT, var.toString(), "cassandra", "opensearch", "tika")) {
            second = engines(server.awaitLine("ready"));
            assertThat(second).hasSize(3).allMatch(ProcessIdentity::alive);
            assertThat(var.resolve("cassandra/ports")).hasBinaryContent(ports);
            server.terminate();
        }
        assertThat(second).noneMatch(ProcessIdentity::alive);
    }
}
