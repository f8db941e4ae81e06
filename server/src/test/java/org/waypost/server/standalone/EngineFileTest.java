package org.waypost.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.cassandra.session.CassandraSettings;
import org.waypost.cassandra.session.Credentials;
import org.waypost.cassandra.session.Encryption;
import org.waypost.cassandra.session.Replication;
import org.waypost.engines.settings.CommitLogSync;
import org.waypost.engines.settings.Engine;
import org.waypost.engines.settings.EnginePort;
import org.waypost.engines.settings.EngineSettings;
import org.waypost.engines.settings.EnginesSettings;
import org.waypost.server.composition.ServerPaths;

class EngineFileTest {
    @TempDir
    Path folder;

    private ServerPaths paths;

    @BeforeEach
    void layOut() throws IOException {
        paths = new ServerPaths(folder, folder.resolve("conf"), folder.resolve("var"), folder.resolve("var/log"));
        Files.createDirectories(paths.conf());
    }

    private EngineFile file(String text) throws IOException {
        Files.writeString(paths.conf().resolve("engines.properties"), text);
        return EngineFile.read(paths);
    }

    private static EngineSettings of(EnginesSettings engines, Engine engine) {
        return engines.local().stream()
                .filter(settings -> settings.engine() == engine)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutAFileAllEnginesRunHere() throws IOException {
        EngineFile file = EngineFile.read(paths);

        assertThat(file.localEngines().local())
                .extracting(EngineSettings::engine)
                .containsExactlyInAnyOrder(Engine.values());
        assertThat(file.cassandra(12345).contactPoints()).containsExactly(new InetSocketAddress("127.0.0.1", 12345));
    }

    @Test
    void portsAndHeapsOfTheFileAreThoseOfTheEngines() throws IOException {
        EnginesSettings engines =
                file("""
                        cassandra.port=19042
                        cassandra.storage.port=17000
                        cassandra.heap=1024
                        cassandra.commitlog.sync=batch
                        opensearch.port=19200
                        opensearch.transport.port=19300
                        opensearch.heap=640
                        tika.port=19998
                        tika.heap=320
                        disk.minimum.free=2G
                        start.timeout=3m
                        """)
                        .localEngines();

        assertThat(of(engines, Engine.CASSANDRA).ports())
                .isEqualTo(Map.of(EnginePort.CQL, 19042, EnginePort.STORAGE, 17000));
        assertThat(of(engines, Engine.OPENSEARCH).ports())
                .isEqualTo(Map.of(EnginePort.SEARCH_HTTP, 19200, EnginePort.SEARCH_TRANSPORT, 19300));
        assertThat(of(engines, Engine.TIKA).ports()).isEqualTo(Map.of(EnginePort.TIKA_HTTP, 19998));
        assertThat(engines.local()).extracting(EngineSettings::heapMegabytes).containsExactlyInAnyOrder(1024, 640, 320);
        assertThat(of(engines, Engine.CASSANDRA))
                .isInstanceOfSatisfying(
                        org.waypost.engines.settings.CassandraSettings.class,
                        cassandra -> assertThat(cassandra.commitLogSync()).isEqualTo(CommitLogSync.BATCH));
        assertThat(engines.leastFreeMegabytes()).isEqualTo(2048);
        assertThat(engines.supervision().startDeadline()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void aRingOfTheOperatorIsReachedOverTlsWithItsCredentials() throws IOException {
        Files.writeString(paths.conf().resolve("cassandra.password"), "a secret\n");

        EngineFile file = file(
                """
                cassandra.mode=external
                cassandra.contact.points=10.0.0.1:9142, 10.0.0.2
                cassandra.datacenter=dc1
                cassandra.keyspace=mail
                cassandra.keyspace.create=false
                cassandra.replication=dc1:3,dc2:2
                cassandra.consistency=global
                cassandra.user=waypost
                cassandra.password.file=file://conf/cassandra.password
                cassandra.tls=true
                cassandra.tls.truststore=file://conf/authorities.pem
                cassandra.tls.keystore=file://conf/own.p12
                cassandra.tls.keystore.password=changeit
                """);
        CassandraSettings ring = file.cassandra(0);

        assertThat(file.hasLocalCassandra()).isFalse();
        assertThat(file.localEngines().local())
                .extracting(EngineSettings::engine)
                .doesNotContain(Engine.CASSANDRA);
        assertThat(ring.contactPoints())
                .containsExactly(new InetSocketAddress("10.0.0.1", 9142), new InetSocketAddress("10.0.0.2", 9042));
        assertThat(ring.localDatacenter()).isEqualTo("dc1");
        assertThat(ring.keyspace().name()).isEqualTo("mail");
        assertThat(ring.keyspace().create()).isFalse();
        assertThat(ring.keyspace().replication()).isEqualTo(new Replication.PerDatacenter(Map.of("dc1", 3, "dc2", 2)));
        assertThat(ring.consistency().regular()).isEqualTo(DefaultConsistencyLevel.QUORUM);
        assertThat(ring.credentials()).isEqualTo(new Credentials.Password("waypost", "a secret"));
        assertThat(ring.encryption())
                .isEqualTo(new Encryption.Tls(
                        new Encryption.Trust.Pem(paths.conf().resolve("authorities.pem")),
                        new Encryption.Identity.Store(paths.conf().resolve("own.p12"), "changeit"),
                        true));
    }

    @Test
    void anOwnOpenSearchIsNotStartedHere() throws IOException {
        assertThat(file("opensearch.mode=external\n").localEngines().local())
                .extracting(EngineSettings::engine)
                .containsExactlyInAnyOrder(Engine.CASSANDRA, Engine.TIKA);
    }

    @Test
    void wrongValuesAreNamedWithWhatWasExpected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> file("cassandra.commitlog.sync=periodic\n").localEngines())
                .withMessageContaining("cassandra.commitlog.sync: 'periodic', expected batch or group");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> file("cassandra.mode=external\ncassandra.contact.points=10.0.0.1:many\n")
                        .cassandra(0))
                .withMessageContaining("cassandra.contact.points is '10.0.0.1:many'; expected host or host:port");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        file("""
                                cassandra.mode=external
                                cassandra.contact.points=10.0.0.1
                                cassandra.user=waypost
                                cassandra.password.file=file://conf/none
                                """)
                                .cassandra(0))
                .withMessageContaining(
                        "cassandra.password.file names " + paths.conf().resolve("none"));
    }
}
