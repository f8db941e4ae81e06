package org.waypost.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench/challenge} in its small form: forged and genuine senders with SPF from a DNS of its own, over a restart. */
@Tag("feature-78")
class ChallengeBenchIT {
    @TempDir
    Path folder;

    @Test
    void forgedSendersAreNeverAskedAndGenuineOnesGetTheirMailThrough() throws Exception {
        Path report = folder.resolve("report.json");
        Path output = folder.resolve("output");
        Process bench = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        Delivered.folder().resolve("lib") + "/*",
                        Path.of(System.getProperty("waypost.root"))
                                .resolve("bench/Challenge.java")
                                .toString(),
                        "--home",
                        Delivered.folder().toString(),
                        "--var",
                        folder.toString(),
                        "--forged",
                        "1000",
                        "--genuine",
                        "20",
                        "--json",
                        report.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(bench.waitFor(10, TimeUnit.MINUTES))
                    .as("it ended in time")
                    .isTrue();
        } finally {
            bench.descendants().forEach(ProcessHandle::destroyForcibly);
            bench.destroyForcibly();
        }

        assertThat(bench.exitValue()).as(Files.readString(output)).isZero();
        JsonNode numbers = new ObjectMapper().readTree(report.toFile());
        assertThat(numbers.get("measures")).hasSize(7).allSatisfy(measure -> assertThat(
                        measure.get("found").asInt())
                .as(measure.get("name").asText())
                .isEqualTo(measure.get("expected").asInt()));
    }
}
