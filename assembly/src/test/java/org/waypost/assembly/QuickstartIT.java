package org.waypost.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart on the bundle of this build, in a folder of its own. */
class QuickstartIT {
    @TempDir
    private Path folder;

    @Test
    void onceTriesTheServerAndLeavesNothingRunning() throws Exception {
        Shell result = call(Delivered.folder(), folder);

        assertThat(result.output()).contains("Mail went from alice@example.test to bob@example.test");
        assertThat(result.output().strip().lines().reduce((first, second) -> second))
                .hasValueSatisfying(last -> assertThat(last)
                        .matches("quickstart: ok, ready in [0-9.]+ s, memory [0-9]+ MB"
                                + " \\((?=.*server)(?=.*cassandra)(?=.*opensearch)(?=.*tika).*\\)"));
        assertThat(result.exitCode()).isZero();
        assertThat(processesOfThisTest()).isEmpty();
        assertThat(result.output())
                .containsSubsequence(
                        "server      stopped",
                        "tika        stopping",
                        "opensearch  stopping",
                        "cassandra   stopping",
                        "cassandra   stopped");
    }

    @Test
    void aFailureIsToldWithItsReason() throws Exception {
        Shell result = call(folder.resolve("nothing"), folder.resolve("var"));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .contains("quickstart: failed: ")
                .contains(folder.resolve("nothing/conf").toString());
    }

    private static Shell call(Path home, Path var) throws Exception {
        return Shell.call(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Delivered.folder().resolve("lib") + "/*",
                "org.waypost.server.quickstart.Quickstart",
                "--home",
                home.toString(),
                "--var",
                var.toString(),
                "--once");
    }

    private List<String> processesOfThisTest() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(folder.toString()))
                .toList();
    }
}
