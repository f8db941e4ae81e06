package org.waypost.server.command.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
    @TempDir
    Path folder;

    @Test
    void theProcessThatIsNamedIsFoundWhileItLives() throws Exception {
        Process process = new ProcessBuilder("tail", "-f", "/dev/null").start();
        PidFile file = new PidFile(folder.resolve("run/waypost.pid"));
        file.write(process.toHandle());

        assertThat(file.running()).contains(process.toHandle());

        process.destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(file.running()).isEmpty();
    }

    @Test
    void anotherProcessWithTheSameIdIsNotTheServer() throws Exception {
        PidFile file = new PidFile(folder.resolve("waypost.pid"));
        file.write(ProcessHandle.current());
        String[] lines = Files.readString(folder.resolve("waypost.pid")).split("\n", -1);
        assertThat(file.running()).contains(ProcessHandle.current());

        Files.writeString(folder.resolve("waypost.pid"), lines[0] + "\n" + lines[1].replaceFirst("\\d+$", "1") + "\n");

        assertThat(file.running()).isEmpty();
    }

    @Test
    void anIdAloneCountsOnlyForAProcessOfWaypost() throws Exception {
        Path own = Files.createFile(folder.resolve("org.waypost.server.Main"));
        Process waypost = new ProcessBuilder("tail", "-f", own.toString()).start();
        Process other = new ProcessBuilder("tail", "-f", "/dev/null").start();
        try {
            PidFile file = new PidFile(folder.resolve("waypost.pid"));
            Files.writeString(folder.resolve("waypost.pid"), waypost.pid() + "\n");
            assertThat(file.running()).contains(waypost.toHandle());
            Files.writeString(folder.resolve("waypost.pid"), other.pid() + "\n");
            assertThat(file.running()).isEmpty();
        } finally {
            waypost.destroy();
            other.destroy();
        }
    }

    @Test
    void rubbishIsNoProcess() throws Exception {
        PidFile file = new PidFile(folder.resolve("waypost.pid"));
        assertThat(file.running()).isEmpty();
        Files.writeString(folder.resolve("waypost.pid"), "");
        assertThat(file.running()).isEmpty();
        Files.writeString(folder.resolve("waypost.pid"), "hello\nworld\n");
        assertThat(file.running()).isEmpty();
    }

    @Test
    void theFileIsRemovedOnlyByItsOwner() throws Exception {
        PidFile file = new PidFile(folder.resolve("waypost.pid"));
        Files.writeString(folder.resolve("waypost.pid"), "1\nx\n");
        file.removeIfOf(ProcessHandle.current());
        assertThat(folder.resolve("waypost.pid")).exists();
        file.write(ProcessHandle.current());
        file.removeIfOf(ProcessHandle.current());
        assertThat(folder.resolve("waypost.pid")).doesNotExist();
    }
}
