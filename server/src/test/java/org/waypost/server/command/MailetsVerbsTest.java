package org.waypost.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailetsVerbsTest {
    @TempDir
    Path home;

    private Path file;

    @BeforeEach
    void copyTheShippedFile() throws Exception {
        Files.createDirectories(home.resolve("conf"));
        file = home.resolve("conf/mailetcontainer.xml");
        Files.copy(Path.of(System.getProperty("waypost.root")).resolve("conf/mailetcontainer.xml"), file);
    }

    @Test
    void theShippedFileIsFoundSound() {
        Ran ran = Ran.of(home, "mailets", "check");

        assertThat(ran.exit()).isEqualTo(ExitCode.OK);
        assertThat(ran.out()).contains(file + ": ok");
    }

    @Test
    @SuppressWarnings("unchecked")
    void faultsHaveFileLineKeyValueAndExpectation() throws Exception {
        Path other = home.resolve("mine.xml");
        Files.writeString(other, Files.readString(file).replace("<giveUpAfter>2d<", "<giveUpAfter>never<"));

        Ran ran = Ran.of(home, "mailets", "check", other.toString(), "--json");

        assertThat(ran.exit()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat((List<Map<String, Object>>) ran.json().get("findings"))
                .singleElement()
                .satisfies(finding -> assertThat(finding)
                        .containsEntry("file", other.toString())
                        .containsEntry("key", "error/mailet/giveUpAfter")
                        .containsEntry("value", "never")
                        .hasEntrySatisfying("line", line -> assertThat(((Number) line).intValue())
                                .isGreaterThan(100))
                        .hasEntrySatisfying("expected", expected -> assertThat(expected.toString())
                                .startsWith("expected a duration")));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(Ran.of(home, "mailets", "check", home.resolve("none.xml").toString()))
                .satisfies(ran -> assertThat(ran.exit()).isEqualTo(ExitCode.NOT_FOUND))
                .satisfies(ran -> assertThat(ran.err()).contains("none.xml"));
    }

    @Test
    void theGraphIsDrawnInBothLanguages() {
        assertThat(Ran.of(home, "mailets", "graph").out())
                .startsWith("flowchart TD")
                .contains("box_transport");
        assertThat(Ran.of(home, "mailets", "graph", file.toString(), "--format", "dot")
                        .out())
                .startsWith("digraph pipeline {")
                .contains("cluster_box_transport");
        assertThat(Ran.of(home, "mailets", "graph", "--format", "png").exit()).isEqualTo(ExitCode.USAGE);
    }
}
