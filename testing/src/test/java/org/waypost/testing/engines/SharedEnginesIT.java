package org.waypost.testing.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.engines.settings.CassandraSettings;
import org.waypost.engines.settings.EnginePort;

class SharedEnginesIT {
    private static String get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void oneCassandraServesTheWholeJvm() throws Exception {
        assertThat(TestCassandra.contactPoint()).isEqualTo(TestCassandra.contactPoint());
    }

    @Test
    void openSearchAnswersWithItsModules() throws Exception {
        assertThat(get(TestOpenSearch.uri())).contains("\"2.19.6\"");
        assertThat(get(TestOpenSearch.uri().resolve("/_cat/nodes?h=name"))).contains("waypost");
    }

    @Test
    void tikaAnswers() throws Exception {
        assertThat(get(TestTika.uri().resolve("/version"))).contains("Apache Tika 3.3.2");
    }

    @Test
    void anOwnEngineComesBackOnItsPortsAfterKill(@TempDir Path folder) {
        try (TestEngine engine = TestEngine.start(CassandraSettings.forTests(), folder)) {
            var address = engine.address(EnginePort.CQL);
            long before = engine.handle().pid();
            engine.kill();
            engine.restart();
            assertThat(engine.address(EnginePort.CQL)).isEqualTo(address);
            assertThat(engine.handle().pid()).isNotEqualTo(before);
        }
        assertThat(Files.exists(folder.resolve("cassandra").resolve("commitlog")))
                .isTrue();
    }
}
