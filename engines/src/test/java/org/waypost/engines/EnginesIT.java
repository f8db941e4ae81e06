package org.waypost.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waypost.engines.data.VarFolder;
import org.waypost.engines.program.EngineHome;
import org.waypost.engines.settings.CassandraSettings;
import org.waypost.engines.settings.Engine;
import org.waypost.engines.settings.EnginePort;
import org.waypost.engines.settings.EnginesSettings;
import org.waypost.engines.settings.OpenSearchSettings;
import org.waypost.engines.settings.Supervision;
import org.waypost.engines.settings.TikaSettings;

/** The three real engines, killed and started again; every test leaves them ready. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnginesIT {
    private static final Path ROOT = Path.of(System.getProperty("waypost.root"));
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<EngineStatus> history = new CopyOnWriteArrayList<>();

    private Path folder;
    private VarFolder var;
    private Engines engines;

    @BeforeAll
    void start(@TempDir Path temp) {
        folder = temp;
        launch();
    }

    private void launch() {
        var = VarFolder.open(folder.resolve("var"), "test");
        engines = Engines.launch(
                        EnginesSettings.of(
                                        TikaSettings.forTests(),
                                        OpenSearchSettings.forTests(),
                                        CassandraSettings.forTests())
                                .withSupervision(Supervision.defaults().withoutClassArchive()),
                        new EngineHome(ROOT),
                        var,
                        folder.resolve("log"),
                        history::add)
                .awaitReady();
    }

    @AfterAll
    void stop() {
        engines.close();
        var.close();
    }

    private CqlFrames cql() throws Exception {
        return new CqlFrames(engines.port(EnginePort.CQL));
    }

    @Test
    void everyEngineIsReadyWithItsProcess() {
        assertThat(engines.statuses()).extracting(EngineStatus::engine).containsExactly(Engine.values());
        assertThat(engines.statuses()).allSatisfy(status -> {
            assertThat(status.state()).isEqualTo(EngineState.READY);
            assertThat(ProcessHandle.of(status.pid())).isPresent();
        });
    }

    @Test
    void everyEngineListensOnLoopbackOnly() throws Exception {
        for (EngineStatus status : engines.statuses()) {
            List<String> listening = listening(status.pid());
            assertThat(listening)
                    .as(status.engine().id())
                    .hasSameSizeAs(status.ports().values());
            // proc(5): the address is little-endian hexadecimal, 0100007F is 127.0.0.1.
            assertThat(listening).as(status.engine().id()).allMatch(address -> address.startsWith("0100007F:"));
        }
    }

    private static List<String> listening(long pid) throws Exception {
        List<String> sockets;
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            sockets = descriptors
                    .filter(Files::isSymbolicLink)
                    .map(EnginesIT::target)
                    .filter(target -> target.startsWith("socket:"))
                    .toList();
        }
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc/" + pid + "/net/" + table)).stream())
                .map(line -> line.trim().split(" +"))
                .filter(fields -> "0A".equals(fields[3]) && sockets.contains("socket:[" + fields[9] + "]"))
                .map(fields -> fields[1])
                .toList();
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (java.io.IOException e) {
            return "closed meanwhile: " + e;
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void openSearchHasItsAnalyzersScriptsAndQueries() throws Exception {
        int port = engines.port(EnginePort.SEARCH_HTTP);
        Http.json(
                "PUT",
                port,
                "/modules",
                """
                {"settings": {"analysis": {"analyzer": {"mail": {"type": "custom", "tokenizer": "uax_url_email",
                  "filter": ["lowercase", "asciifolding"]}}}},
                 "mappings": {"properties": {"from": {"type": "text", "analyzer": "mail"}, "size": {"type": "long"},
                  "header": {"type": "nested"}}}}""");
        Http.json("PUT", port, "/modules/_doc/1?refresh=true", "{\"from\": \"Zoë ALICE@example.test\", \"size\": 1}");
        Http.json(
                "POST",
                port,
                "/modules/_update_by_query?refresh=true",
                "{\"script\": {\"lang\": \"painless\", \"source\": \"ctx._source.size += 41\"}}");
        assertThat(Http.json(
                        "POST",
                        port,
                        "/modules/_search",
                        "{\"query\": {\"bool\": {\"must\": [{\"match\": {\"from\": \"alice@example.test\"}},"
                                + " {\"match\": {\"from\": \"zoe\"}}]}}}"))
                .contains("\"size\":42");
        assertThat(Http.json(
                        "POST",
                        port,
                        "/modules/_delete_by_query?refresh=true",
                        "{\"query\": {\"term\": {\"size\": 42}}}"))
                .contains("\"deleted\":1");
    }

    @Test
    void tikaGivesTheTextOfAFile() throws Exception {
        assertThat(Http.send(
                        "PUT",
                        engines.port(EnginePort.TIKA_HTTP),
                        "/tika",
                        "<html><body><p>Dear <b>Bob</b></p></body></html>",
                        "Accept",
                        "text/plain"))
                .contains("Dear Bob");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anEngineThatIsKilledComesBackOnItsPort(Engine engine) {
        EngineStatus before = engines.find(engine).orElseThrow().status();
        kill(engine);
        awaitRestart(engine);
        EngineStatus after = engines.find(engine).orElseThrow().status();
        assertThat(after.restarts()).isEqualTo(before.restarts() + 1);
        assertThat(after.pid()).isNotEqualTo(before.pid());
        assertThat(after.ports()).isEqualTo(before.ports());
        assertThat(history)
                .filteredOn(status -> status.engine() == engine && status.state() == EngineState.RESTARTING)
                .last()
                .satisfies(status -> assertThat(status.reason()).contains("killed by signal 9"));
    }

    private void kill(Engine engine) {
        ProcessHandle process = engines.find(engine).orElseThrow().handle().orElseThrow();
        history.removeIf(status -> status.engine() == engine);
        process.destroyForcibly();
        process.onExit().join();
    }

    private void awaitRestart(Engine engine) {
        await().atMost(PATIENCE).until(() -> history.stream()
                .anyMatch(status -> status.engine() == engine && status.state() == EngineState.READY));
    }

    @Test
    void aSecondStartFindsItsDataAndItsPorts() throws Exception {
        List<Map<EnginePort, Integer>> ports =
                engines.statuses().stream().map(EngineStatus::ports).toList();
        try (CqlFrames cql = cql()) {
            cql.query("CREATE KEYSPACE IF NOT EXISTS again WITH replication = "
                    + "{'class': 'SimpleStrategy', 'replication_factor': 1}");
            cql.query("CREATE TABLE IF NOT EXISTS again.rows (id int PRIMARY KEY, value text)");
            cql.query("INSERT INTO again.rows (id, value) VALUES (1, 'still here')");
        }
        int search = engines.port(EnginePort.SEARCH_HTTP);
        Http.json("PUT", search, "/again", "{\"settings\": {\"number_of_replicas\": 0}}");
        Http.json("PUT", search, "/again/_doc/1", "{\"value\": \"still here\"}");
        history.clear();

        stop();

        assertThat(history)
                .filteredOn(status -> status.state() == EngineState.STOPPED)
                .extracting(EngineStatus::engine)
                .containsExactly(Engine.TIKA, Engine.OPENSEARCH, Engine.CASSANDRA);
        assertThat(Arrays.asList(folder.resolve("var/run").toFile().list())).isEmpty();
        launch();
        assertThat(engines.statuses()).extracting(EngineStatus::ports).isEqualTo(ports);
        try (CqlFrames cql = cql()) {
            assertThat(cql.query("SELECT value FROM again.rows WHERE id = 1")).contains("still here");
        }
        assertThat(Http.json("GET", search, "/again/_doc/1", "")).contains("still here");
    }
}
