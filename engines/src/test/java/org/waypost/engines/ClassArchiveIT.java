package org.waypost.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.engines.process.ProcessWords;
import org.waypost.engines.program.EngineHome;
import org.waypost.engines.settings.Supervision;
import org.waypost.engines.settings.TikaSettings;

/** Later starts map the classes that the first orderly stop archived. */
class ClassArchiveIT {
    @TempDir
    Path folder;

    private LocalEngine start() {
        return LocalEngine.prepare(
                        TikaSettings.forTests(),
                        new EngineHome(Path.of(System.getProperty("waypost.root"))),
                        folder,
                        folder.resolve("log"),
                        Supervision.defaults().withoutRestart(),
                        EngineListener.none())
                .launch()
                .awaitReady();
    }

    private List<Path> archives() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("tika/classes"))) {
            return files.toList();
        }
    }

    private static boolean usesAnArchive(LocalEngine engine) {
        return ProcessWords.arguments(engine.status().pid()).stream()
                .anyMatch(argument -> argument.startsWith("-XX:SharedArchiveFile="));
    }

    @Test
    void anArchiveIsMadeByAnOrderlyStopAndUsedByTheNextStart() throws Exception {
        try (LocalEngine tika = start()) {
            assertThat(usesAnArchive(tika)).isFalse();
        }
        assertThat(archives()).singleElement().asString().endsWith(".jsa");
        try (LocalEngine tika = start()) {
            assertThat(usesAnArchive(tika)).isTrue();
            assertThat(Files.readAllLines(Path.of("/proc/" + tika.status().pid() + "/maps")))
                    .anyMatch(line -> line.endsWith(".jsa") && line.contains(folder.toString()));
        }
    }

    @Test
    void whatAKilledEngineLeftIsNotUsed() throws Exception {
        try (LocalEngine tika = start()) {
            ProcessHandle process = tika.handle().orElseThrow();
            Files.writeString(folder.resolve("tika/classes/half.jsa.new"), "half");
            process.destroyForcibly();
            process.onExit().join();
        }
        try (LocalEngine tika = start()) {
            assertThat(usesAnArchive(tika)).isFalse();
            assertThat(archives()).isEmpty();
        }
    }
}
