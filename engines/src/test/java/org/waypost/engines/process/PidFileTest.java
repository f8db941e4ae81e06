package org.waypost.engines.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.engines.failure.WrongJava;

class PidFileTest {
    private static final String MARK = "-Dwaypost.engine=/srv/var/tika";

    @TempDir
    Path folder;

    private Process process;
    private PidFile pidFile;
    private ProcessIdentity identity;

    @BeforeEach
    void startAProcessWithTheMark() throws IOException {
        process = new ProcessBuilder("sh", "-c", "while :; do sleep 1; done", MARK).start();
        pidFile = new PidFile(folder.resolve("run/tika.pid"));
        identity = ProcessIdentity.of(process.pid()).orElseThrow();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ProcessWords.arguments(process.pid()).contains(MARK));
    }

    @AfterEach
    void endIt() {
        process.destroyForcibly();
    }

    @Test
    void anOrphanIsEnded() throws Exception {
        pidFile.write(identity);
        assertThat(pidFile.read()).contains(identity);
        assertThat(pidFile.endOrphan(MARK)).isTrue();
        assertThat(process.waitFor()).isNotZero();
        assertThat(pidFile.read()).isEmpty();
    }

    @Test
    void anOrphanThatIgnoresTermIsKilledInTheEnd() throws Exception {
        Process stubborn =
                new ProcessBuilder("sh", "-c", "trap '' TERM; echo armed; while :; do sleep 1; done", MARK).start();
        try {
            assertThat(stubborn.inputReader().readLine()).isEqualTo("armed");
            pidFile.write(ProcessIdentity.of(stubborn.pid()).orElseThrow());
            assertThat(new PidFile(folder.resolve("run/tika.pid"), Duration.ofMillis(300)).endOrphan(MARK))
                    .isTrue();
            assertThat(stubborn.waitFor()).isEqualTo(128 + 9);
        } finally {
            stubborn.destroyForcibly();
        }
    }

    @Test
    void aProcessThatGotTheSameIdLaterIsLeftAlone() {
        pidFile.write(new ProcessIdentity(identity.pid(), identity.startTicks() - 1, identity.boot()));
        assertThat(pidFile.endOrphan(MARK)).isFalse();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void aProcessOfAnotherStartOfTheMachineIsLeftAlone() {
        pidFile.write(new ProcessIdentity(identity.pid(), identity.startTicks(), "0-0"));
        assertThat(pidFile.endOrphan(MARK)).isFalse();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void aProcessWithoutTheMarkOfThisDataIsLeftAlone() {
        pidFile.write(identity);
        assertThat(pidFile.endOrphan("-Dwaypost.engine=/elsewhere/tika")).isFalse();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void aFileThatSaysNothingIsForgotten() throws Exception {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run/tika.pid"), "what?");
        assertThat(pidFile.endOrphan(MARK)).isFalse();
        assertThat(folder.resolve("run/tika.pid")).doesNotExist();
    }

    @Test
    void theIdentityOfAProcessThatEndedIsNotAlive() throws Exception {
        assertThat(identity.alive()).isTrue();
        process.destroyForcibly();
        process.waitFor();
        assertThat(identity.alive()).isFalse();
    }

    @Test
    void anotherJavaIsRefusedWithBothVersions() {
        JavaRuntime.current().require();
        assertThatExceptionOfType(WrongJava.class)
                .isThrownBy(() -> new JavaRuntime(Path.of("/usr/lib/jvm/java-21"), 21).require())
                .withMessageContaining("Java 21 in /usr/lib/jvm/java-21")
                .withMessageContaining("openjdk-17");
    }
}
