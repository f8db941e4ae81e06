package org.waypost.cassandra.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.codahale.metrics.MetricRegistry;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultProtocolVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waypost.cassandra.CassandraKeyspaceExtension;
import org.waypost.cassandra.session.CassandraUnusableException.Reason;

class SessionFactoryIT {

    private final CassandraSettings settings = CassandraKeyspaceExtension.freshKeyspace();

    @AfterEach
    void noDriverThreadIsLeft() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith(DriverOptions.SESSION_NAME)));
    }

    @Test
    void createsTheKeyspaceWhenAsked() {
        MetricRegistry metrics = new MetricRegistry();
        try (CqlSession session = new SessionFactory(settings, metrics).open()) {
            assertThat(session.getKeyspace().orElseThrow().asInternal())
                    .isEqualTo(settings.keyspace().name());
            assertThat(session.getContext().getProtocolVersion()).isEqualTo(DefaultProtocolVersion.V4);
            session.execute("SELECT release_version FROM system.local");
            assertThat(metrics.getNames()).anyMatch(name -> name.contains("cql-requests"));
            CassandraKeyspaceExtension.drop(session);
        }
    }

    @Test
    void refusesAMissingKeyspaceWhenCreatingIsOff() {
        Keyspace keyspace = settings.keyspace();
        CassandraUnusableException refusal =
                refusal(settings.withKeyspace(new Keyspace(keyspace.name(), keyspace.replication(), false)));

        assertThat(refusal.reason()).isEqualTo(Reason.KEYSPACE);
        assertThat(refusal).hasMessageContaining(keyspace.name()).hasMessageContaining("doesn't exist");
    }

    @Test
    void refusesADataCentreWithoutNodesAndNamesThoseThatHaveSome() {
        CassandraUnusableException refusal = refusal(settings.withLocalDatacenter("atlantis"));

        assertThat(refusal.reason()).isEqualTo(Reason.DATACENTER);
        assertThat(refusal).hasMessageContaining("'atlantis'").hasMessageContaining("[datacenter1]");
    }

    @Test
    void opensInTheConfiguredDataCentreWithReplicationByDataCentre() {
        CassandraSettings byDatacenter = settings.withLocalDatacenter("datacenter1")
                .withKeyspace(new Keyspace(
                        settings.keyspace().name(), new Replication.PerDatacenter(Map.of("datacenter1", 1)), true));
        try (CqlSession session = new SessionFactory(byDatacenter, new MetricRegistry()).open()) {
            String replication = session.execute(
                            "SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = ?",
                            settings.keyspace().name())
                    .one()
                    .getMap("replication", String.class, String.class)
                    .toString();
            assertThat(replication).contains("NetworkTopologyStrategy").contains("datacenter1=1");
            CassandraKeyspaceExtension.drop(session);
        }
    }

    @Test
    void givesUpAtTheDeadlineWhenNothingAnswers() throws IOException {
        int port = freePort();
        CassandraUnusableException refusal = refusal(at(port).withLimits(within(Duration.ofSeconds(2))));

        assertThat(refusal.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(refusal)
                .hasMessageContaining("127.0.0.1:" + port)
                .hasMessageContaining("check address, port, firewall");
    }

    @Test
    void saysThatTlsDoesNotFitWhenOnlyOneSideSpeaksIt() {
        CassandraUnusableException refusal = refusal(settings.withEncryption(
                        new Encryption.Tls(new Encryption.Trust.Platform(), new Encryption.Identity.None(), true))
                .withLimits(within(Duration.ofSeconds(1))));

        assertThat(refusal.reason()).isEqualTo(Reason.TLS);
        assertThat(refusal).hasMessageContaining("client_encryption_options");
    }

    private static CassandraUnusableException refusal(CassandraSettings settings) {
        return catchThrowableOfType(
                CassandraUnusableException.class,
                () -> new SessionFactory(settings, new MetricRegistry()).open().close());
    }

    private CassandraSettings at(int port) {
        return new CassandraSettings(
                List.of(new InetSocketAddress("127.0.0.1", port)),
                "",
                settings.keyspace(),
                settings.credentials(),
                settings.encryption(),
                settings.consistency(),
                settings.limits());
    }

    private static Limits within(Duration deadline) {
        return new Limits(Duration.ofSeconds(2), deadline, 16, 16);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
