package org.waypost.engines.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waypost.engines.ChildJvm;

class SpawnerTest {
    private static boolean sleeps(long pid) {
        return ProcessWords.arguments(pid).equals(List.of("sleep", "300"));
    }

    @Test
    void childrenDieWithTheProcessThatIsKilledAndNotWithTheThreadThatAskedForThem() throws Exception {
        try (ChildJvm host = ChildJvm.start(SpawnerHost.class)) {
            List<Long> children = Arrays.stream(host.awaitLine("spawned").split(" "))
                    .skip(1)
                    .map(Long::valueOf)
                    .toList();
            assertThat(children).hasSize(2);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(children).allMatch(SpawnerTest::sleeps));
            host.kill();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(children).noneMatch(SpawnerTest::sleeps));
        }
    }

    @Test
    void aChildHasASessionOfItsOwnSoThatTheTerminalDoesNotReachIt() throws Exception {
        Process child = Spawner.start(new ProcessBuilder("sleep", "300"));
        try {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(session(child.pid())).isEqualTo(child.pid()));
        } finally {
            child.destroyForcibly();
        }
    }

    /** proc(5): field 6 of stat is the session. */
    private static long session(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3]);
    }

    @Test
    void aMissingWorkingFolderIsAnIOException() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Spawner.start(new ProcessBuilder("sleep", "300")
                        .directory(Path.of("/nowhere").toFile())));
    }
}
