package org.waypost.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.engines.data.VarFolder;
import org.waypost.engines.failure.DiskFull;
import org.waypost.engines.failure.EngineDied;
import org.waypost.engines.failure.NotReadyInTime;
import org.waypost.engines.failure.PortTaken;
import org.waypost.engines.process.PidFile;
import org.waypost.engines.process.ProcessIdentity;
import org.waypost.engines.program.EngineFolders;
import org.waypost.engines.program.EngineHome;
import org.waypost.engines.settings.CassandraSettings;
import org.waypost.engines.settings.Engine;
import org.waypost.engines.settings.EngineSettings;
import org.waypost.engines.settings.EnginesSettings;
import org.waypost.engines.settings.Supervision;
import org.waypost.engines.settings.TikaSettings;

/** A start that can't succeed says why and leaves nothing running. */
class FailedStartIT {
    private static final EngineHome HOME = new EngineHome(Path.of(System.getProperty("waypost.root")));

    private final List<EngineStatus> history = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private VarFolder var;

    @BeforeEach
    void open() {
        var = VarFolder.open(folder.resolve("var"), "test");
    }

    @AfterEach
    void close() {
        var.close();
    }

    private Engines launch(EnginesSettings settings) {
        return Engines.launch(settings, HOME, var, folder.resolve("log"), history::add);
    }

    private static EnginesSettings of(EngineSettings... engines) {
        return EnginesSettings.of(engines);
    }

    @Test
    void anEngineThatDiesAtItsFirstStartIsNotStartedAgainAndShowsItsLastLines() {
        EngineSettings broken = TikaSettings.forTests().withJvmOptions(List.of("-XX:+NoSuchOption"));
        assertThatExceptionOfType(EngineDied.class)
                .isThrownBy(() -> launch(of(broken)).awaitReady())
                .satisfies(failure -> {
                    assertThat(failure.whatHappened()).startsWith("tika");
                    assertThat(failure.value()).contains("exit code 1").contains("NoSuchOption");
                });
        assertThat(history)
                .extracting(EngineStatus::state)
                .contains(EngineState.STARTING)
                .doesNotContain(EngineState.RESTARTING)
                .endsWith(EngineState.STOPPED);
    }

    @Test
    void whenOneEngineFailsTheOthersAreStopped() {
        EngineSettings broken = CassandraSettings.forTests().withJvmOptions(List.of("-XX:+NoSuchOption"));
        assertThatExceptionOfType(EngineDied.class)
                .isThrownBy(() -> launch(of(broken, TikaSettings.forTests())).awaitReady());
        long pid = history.stream()
                .filter(status -> status.engine() == Engine.TIKA && status.pid() != 0)
                .mapToLong(EngineStatus::pid)
                .findFirst()
                .orElseThrow();
        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    @Test
    void anEngineThatIsNotReadyInTimeIsStopped() {
        EnginesSettings impatient = of(TikaSettings.forTests())
                .withSupervision(Supervision.defaults().withStartDeadline(Duration.ofMillis(50)));
        assertThatExceptionOfType(NotReadyInTime.class)
                .isThrownBy(() -> launch(impatient).awaitReady())
                .withMessageContaining("tika did not get ready in time")
                .withMessageContaining("start.timeout");
        assertThat(history).last().extracting(EngineStatus::state).isEqualTo(EngineState.STOPPED);
        assertThat(history.stream().mapToLong(EngineStatus::pid).filter(pid -> pid != 0))
                .allMatch(pid -> ProcessHandle.of(pid).isEmpty());
    }

    @Test
    void nothingIsLaunchedWhenAPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            EnginesSettings settings =
                    of(CassandraSettings.forTests(), TikaSettings.forTests().withPort(taken.getLocalPort()));
            assertThatExceptionOfType(PortTaken.class).isThrownBy(() -> launch(settings));
        }
        assertThat(history).isEmpty();
    }

    @Test
    void nothingIsLaunchedOnAFullDisk() {
        assertThatExceptionOfType(DiskFull.class)
                .isThrownBy(() -> launch(of(TikaSettings.forTests()).withLeastFreeMegabytes(Integer.MAX_VALUE)));
        assertThat(history).isEmpty();
    }

    @Test
    void theNextStartEndsAnEngineThatWasLeftOver() throws Exception {
        EngineFolders folders = EngineFolders.of(Engine.TIKA, HOME, var.path(), folder.resolve("log"));
        Process orphan = new ProcessBuilder("sh", "-c", "echo up; while :; do sleep 1; done", folders.mark()).start();
        try {
            assertThat(orphan.inputReader().readLine()).isEqualTo("up");
            new PidFile(folders.pidFile())
                    .write(ProcessIdentity.of(orphan.pid()).orElseThrow());
            try (Engines engines = launch(of(TikaSettings.forTests())).awaitReady()) {
                assertThat(orphan.isAlive()).isFalse();
                assertThat(engines.statuses()).allMatch(status -> status.state() == EngineState.READY);
            }
        } finally {
            orphan.destroyForcibly();
        }
    }
}
