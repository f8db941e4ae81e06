package org.waypost.cassandra.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.codahale.metrics.MetricRegistry;
import com.datastax.oss.driver.api.core.CqlSession;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.cassandra.session.CassandraUnusableException.Reason;

/** A ring that asks for a role, its password and TLS; its certificate bears the address and no name. */
class SecuredRingIT {
    private static final Credentials ADMINISTRATOR = new Credentials.Password("cassandra", "cassandra");
    private static final Credentials ROLE = new Credentials.Password("post", "s3cret");

    @TempDir
    static Path folder;

    private static Path authority;
    private static Path stranger;
    private static OperatorNode node;

    @BeforeAll
    static void start() throws Exception {
        Path keystore = KeyTool.keystore(folder.resolve("node.p12"), "ip:127.0.0.1");
        authority = KeyTool.certificate(keystore, folder.resolve("authority.pem"));
        stranger = KeyTool.certificate(
                KeyTool.keystore(folder.resolve("stranger.p12"), "ip:127.0.0.1"), folder.resolve("stranger.pem"));
        node = OperatorNode.withPasswordsAndTls(folder, keystore, KeyTool.PASSWORD);
        try (CqlSession session = open(settings("operator", node.clear()).withCredentials(ADMINISTRATOR))) {
            session.execute("CREATE ROLE post WITH PASSWORD = 's3cret' AND LOGIN = true");
            session.execute("GRANT CREATE ON ALL KEYSPACES TO post");
        }
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void opensWithPasswordAndTls() {
        try (CqlSession session =
                open(settings("opened", node.tls()).withCredentials(ROLE).withEncryption(tls(pem(authority), true)))) {
            session.execute("CREATE TABLE letter (id int PRIMARY KEY)");
            session.execute("INSERT INTO letter (id) VALUES (1)");

            assertThat(session.execute("SELECT id FROM letter").one().getInt(0)).isOne();
        }
    }

    @Test
    void opensWithATrustStore() throws Exception {
        Path store = KeyTool.truststore(authority, folder.resolve("trust.p12"));
        Encryption.Trust trust = new Encryption.Trust.Store(store, KeyTool.PASSWORD);
        try (CqlSession session =
                open(settings("store", node.tls()).withCredentials(ROLE).withEncryption(tls(trust, true)))) {
            assertThat(session.execute("SELECT key FROM system.local").one().getString(0))
                    .isEqualTo("local");
        }
    }

    @Test
    void refusesAWrongPassword() {
        CassandraUnusableException refusal = refusal(settings("wrong", node.tls())
                .withCredentials(new Credentials.Password("post", "gu3ss"))
                .withEncryption(tls(pem(authority), true)));

        assertThat(refusal.reason()).isEqualTo(Reason.CREDENTIALS);
        assertThat(refusal)
                .hasMessageContaining("127.0.0.1:" + node.tls().getPort())
                .hasMessageContaining("user 'post' was refused")
                .hasMessageContaining("check user name and password");
        assertThat(refusal.getMessage()).doesNotContain("gu3ss");
    }

    @Test
    void refusesToGoWithoutAPassword() {
        CassandraUnusableException refusal =
                refusal(settings("nobody", node.tls()).withEncryption(tls(pem(authority), true)));

        assertThat(refusal.reason()).isEqualTo(Reason.CREDENTIALS);
        assertThat(refusal).hasMessageContaining("asks for a user name and password and none is configured");
    }

    @Test
    void refusesARoleThatMayNotMakeTheKeyspace() {
        try (CqlSession session = open(settings("operator", node.clear()).withCredentials(ADMINISTRATOR))) {
            session.execute("CREATE ROLE guest WITH PASSWORD = 'guest' AND LOGIN = true");
        }
        CassandraUnusableException refusal = refusal(
                settings("forbidden", node.clear()).withCredentials(new Credentials.Password("guest", "guest")));

        assertThat(refusal.reason()).isEqualTo(Reason.CREDENTIALS);
        assertThat(refusal).hasMessageContaining("the rights on keyspace forbidden");
    }

    @Test
    void refusesACertificateOfAnUnknownAuthority() {
        CassandraUnusableException refusal = refusal(
                settings("stranger", node.tls()).withCredentials(ROLE).withEncryption(tls(pem(stranger), true)));

        assertThat(refusal.reason()).isEqualTo(Reason.TLS);
        assertThat(refusal)
                .hasMessageContaining("TLS failed")
                .hasMessageContaining("certif")
                .hasMessageContaining("check trust store or PEM file");
    }

    @Test
    void refusesACertificateWithoutTheNameThatWasDialled() {
        InetSocketAddress byName = new InetSocketAddress("localhost", node.tls().getPort());
        CassandraUnusableException refusal =
                refusal(settings("misnamed", byName).withCredentials(ROLE).withEncryption(tls(pem(authority), true)));

        assertThat(refusal.reason()).isEqualTo(Reason.TLS);
        assertThat(refusal).hasMessageContaining("localhost").hasMessageContaining("host name");
    }

    @Test
    void takesThatCertificateWhenNamesAreNotChecked() {
        InetSocketAddress byName = new InetSocketAddress("localhost", node.tls().getPort());
        try (CqlSession session =
                open(settings("unchecked", byName).withCredentials(ROLE).withEncryption(tls(pem(authority), false)))) {
            assertThat(session.execute("SELECT key FROM system.local").one().getString(0))
                    .isEqualTo("local");
        }
    }

    @Test
    void refusesToSpeakInClearWhereTlsIsAskedFor() {
        CassandraUnusableException refusal =
                refusal(settings("clear", node.tls()).withCredentials(ROLE));

        assertThat(refusal.reason()).isEqualTo(Reason.TLS);
        assertThat(refusal)
                .hasMessageContaining("the connection was cut before the first answer")
                .hasMessageContaining("configure TLS here too");
    }

    private static CqlSession open(CassandraSettings settings) {
        return new SessionFactory(settings, new MetricRegistry()).open();
    }

    private static CassandraUnusableException refusal(CassandraSettings settings) {
        return catchThrowableOfType(
                CassandraUnusableException.class, () -> open(settings).close());
    }

    private static CassandraSettings settings(String keyspace, InetSocketAddress point) {
        return new CassandraSettings(
                List.of(point),
                "",
                new Keyspace(keyspace, new Replication.Simple(1), true),
                new Credentials.None(),
                new Encryption.Clear(),
                Consistency.LOCAL,
                new Limits(Duration.ofSeconds(10), Duration.ofSeconds(2), 16, 16));
    }

    private static Encryption tls(Encryption.Trust trust, boolean checkHostname) {
        return new Encryption.Tls(trust, new Encryption.Identity.None(), checkHostname);
    }

    private static Encryption.Trust pem(Path certificates) {
        return new Encryption.Trust.Pem(certificates);
    }
}
