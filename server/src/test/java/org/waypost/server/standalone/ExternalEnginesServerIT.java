package org.waypost.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.server.command.Installation;
import org.waypost.server.command.remote.WebAdminClient;
import org.waypost.server.composition.ServerPaths;
import org.waypost.server.quickstart.ConfigurationCopy;
import org.waypost.server.quickstart.PortPlan;
import org.waypost.testing.engines.TestCassandra;
import org.waypost.testing.engines.TestOpenSearch;
import org.waypost.testing.engines.TestTika;

/** A server that runs on engines which are not its own. */
class ExternalEnginesServerIT {

    @TempDir
    Path folder;

    @Test
    void startsNoEngineAndShowsAndChecksThoseOfTheOperator() throws Exception {
        Path root = Path.of(System.getProperty("waypost.root"));
        ServerPaths paths = new ServerPaths(root, folder.resolve("conf"), folder.resolve("var"), folder.resolve("log"));
        new ConfigurationCopy(PortPlan.free()).copy(root.resolve("conf"), paths.conf());
        Files.writeString(paths.conf().resolve("engines.properties"), external());
        Files.createDirectories(paths.log());

        try (StandaloneServer server =
                StandaloneServer.start(paths, "test", new PrintStream(System.err, true, StandardCharsets.UTF_8))) {
            WebAdminClient client =
                    WebAdminClient.of(new Installation(paths.home(), paths.conf(), paths.var(), paths.log()));

            assertThat(maps(client.get("/waypost/engines").object().get("engines")))
                    .extracting(
                            engine -> engine.get("name"), engine -> engine.get("local"), engine -> engine.get("state"))
                    .containsExactly(
                            tuple("cassandra", false, "READY"),
                            tuple("opensearch", false, "READY"),
                            tuple("tika", false, "READY"));
            assertThat(maps(client.get("/healthcheck").object().get("checks")))
                    .extracting(check -> check.get("componentName"), check -> check.get("status"))
                    .contains(tuple("OpenSearch", "healthy"), tuple("Tika", "healthy"));
            assertThat(paths.var().resolve("cassandra")).doesNotExist();
            assertThat(paths.var().resolve("opensearch")).doesNotExist();
        }
    }

    private static String external() {
        return """
                cassandra.mode=external
                cassandra.contact.points=127.0.0.1:%d
                cassandra.datacenter=datacenter1
                cassandra.keyspace=external
                opensearch.mode=external
                opensearch.hosts=%s
                tika.mode=external
                tika.url=%s
                """
                .formatted(TestCassandra.contactPoint().getPort(), TestOpenSearch.uri(), TestTika.uri());
    }

    private static List<Map<?, ?>> maps(Object list) {
        assertThat(list).isInstanceOf(List.class);
        return ((List<?>) list)
                .stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
    }
}
