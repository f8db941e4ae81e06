package org.waypost.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waypost.engines.program.EngineFolders;
import org.waypost.engines.program.EngineHome;
import org.waypost.engines.settings.CassandraSettings;
import org.waypost.engines.settings.EngineSettings;
import org.waypost.engines.settings.OpenSearchSettings;
import org.waypost.engines.settings.TikaSettings;

/** What the settings say reaches the command line and the configuration of an engine. */
class LaunchTest {
    @TempDir
    Path temp;

    static List<EngineSettings> chosen() {
        return List.of(
                CassandraSettings.defaults().withPorts(19042, 17000).withHeapMegabytes(777),
                OpenSearchSettings.defaults().withPorts(19200, 19300).withHeapMegabytes(777),
                TikaSettings.defaults().withPort(19998).withHeapMegabytes(777));
    }

    private EngineFolders folders(EngineSettings settings) throws IOException {
        Path home = temp.resolve("home");
        Files.createDirectories(home.resolve("engines/" + settings.engine().id() + "/lib"));
        EngineFolders folders = EngineFolders.of(
                settings.engine(), new EngineHome(home), temp.resolve("srv/var"), temp.resolve("srv/var/log"));
        folders.create();
        return folders;
    }

    private static String everythingSaid(EngineSettings settings, EngineFolders folders) throws IOException {
        StringBuilder said = new StringBuilder(String.join(
                "\n", Programs.of(settings).prepare(folders, settings.ports()).command()));
        try (Stream<Path> files = Files.list(folders.conf())) {
            for (Path file : files.toList()) {
                said.append('\n').append(Files.readString(file));
            }
        }
        return said.toString();
    }

    @ParameterizedTest
    @MethodSource("chosen")
    void portsAndHeapAreThoseOfTheSettings(EngineSettings settings) throws IOException {
        String said = everythingSaid(settings, folders(settings));

        assertThat(said.lines()).contains("-Xmx777m");
        settings.ports().forEach((port, number) -> {
            assertThat(said).containsPattern("\\b" + number + "\\b");
            assertThat(said).doesNotContainPattern("\\b" + port.defaultNumber() + "\\b");
        });
    }

    @ParameterizedTest
    @MethodSource("chosen")
    void everythingThatIsWrittenIsBelowTheFoldersOfTheServer(EngineSettings settings) throws IOException {
        EngineFolders folders = folders(settings);
        String said = everythingSaid(settings, folders);
        String id = settings.engine().id();

        assertThat(List.of(folders.var(), folders.conf(), folders.tmp(), folders.pidFile()))
                .allMatch(path -> path.startsWith(temp.resolve("srv/var")));
        assertThat(List.of(folders.log(), folders.console()))
                .allMatch(path -> path.startsWith(temp.resolve("srv/var/log").resolve(id)));
        assertThat(said.lines())
                .contains("-Djava.io.tmpdir=" + temp.resolve("srv/var/" + id + "/tmp"))
                .anyMatch(line -> line.startsWith("-XX:ErrorFile=" + temp.resolve("srv/var/log")));
        try (Stream<Path> made = Files.list(temp)) {
            assertThat(made.map(path -> path.getFileName().toString())).containsOnly("home", "srv");
        }
    }

    @Test
    void cassandraWritesItsDataAndCommitLogThere() throws IOException {
        CassandraSettings settings = CassandraSettings.defaults();
        String said = everythingSaid(settings, folders(settings));

        for (String key : List.of("data_file_directories", "commitlog_directory", "saved_caches_directory")) {
            assertThat(said.lines())
                    .filteredOn(line -> line.startsWith(key + ":"))
                    .singleElement()
                    .asString()
                    .contains(temp.resolve("srv/var/cassandra").toString());
        }
        assertThat(said).contains("commitlog_sync: group").doesNotContain("commitlog_sync: periodic");
    }
}
