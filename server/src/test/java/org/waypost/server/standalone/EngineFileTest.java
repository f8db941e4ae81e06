package org.waypost.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.cassandra.session.CassandraSettings;
import org.waypost.cassandra.session.Consistency;
import org.waypost.cassandra.session.Credentials;
import org.waypost.cassandra.session.Encryption;
import org.waypost.cassandra.session.Replication;
import org.waypost.engines.settings.Engine;
import org.waypost.engines.settings.EnginePort;
import org.waypost.engines.settings.EngineSettings;
import org.waypost.engines.settings.EnginesSettings;
import org.waypost.engines.settings.TikaSettings;
import org.waypost.server.composition.ServerPaths;
import org.waypost.server.external.Login;
import org.waypost.server.external.TlsTrust;

@Tag("feature-3")
class EngineFileTest {

    @TempDir
    Path folder;

    @Test
    void theDefaultsAreThoseOfTheFileThatIsShipped() throws IOException {
        Path shipped = Path.of(System.getProperty("waypost.root"), "conf");
        EngineFile file = EngineFile.read(new ServerPaths(folder, shipped, folder, folder));

        assertThat(file.localEngines()).isEqualTo(read("").localEngines());
        assertThat(file.cassandra(1)).isEqualTo(read("").cassandra(1));
        assertThat(file.externalOpenSearch()).isEmpty();
        assertThat(file.externalTika()).isEmpty();
    }

    @Test
    void withoutAFileAllEnginesRunHere() throws IOException {
        EngineFile file = EngineFile.read(new ServerPaths(folder, folder.resolve("nowhere"), folder, folder));

        assertThat(file.hasLocalCassandra()).isTrue();
        assertThat(file.localEngines().local())
                .extracting(EngineSettings::engine)
                .containsExactly(Engine.CASSANDRA, Engine.OPENSEARCH, Engine.TIKA);
        CassandraSettings session = file.cassandra(4711);
        assertThat(session).isEqualTo(CassandraSettings.local(4711, "waypost"));
    }

    @Test
    void portsAndHeapsOfTheFileAreThoseOfTheEngines() throws IOException {
        EnginesSettings settings =
                read("""
                        cassandra.port=19042
                        cassandra.storage.port=17000
                        cassandra.heap=1024
                        cassandra.options=-XX:+UseG1GC  -Dx=y
                        cassandra.commitlog.sync=group
                        opensearch.port=19200
                        opensearch.transport.port=19300
                        opensearch.heap=640
                        opensearch.options=-Dz
                        tika.port=19998
                        tika.heap=300
                        tika.options=-Xss2m
                        tika.timeout=90s
                        start.timeout=5m
                        disk.minimum.free=2G
                        """)
                        .localEngines();

        assertThat(settings.local().get(0))
                .isInstanceOfSatisfying(org.waypost.engines.settings.CassandraSettings.class, cassandra -> {
                    assertThat(cassandra.cqlPort()).isEqualTo(19042);
                    assertThat(cassandra.storagePort()).isEqualTo(17000);
                    assertThat(cassandra.heapMegabytes()).isEqualTo(1024);
                    assertThat(cassandra.commitLogSync()).hasToString("GROUP");
                    assertThat(cassandra.jvmOptions()).containsExactly("-XX:+UseG1GC", "-Dx=y");
                });
        assertThat(settings.local().get(1).ports())
                .isEqualTo(Map.of(EnginePort.SEARCH_HTTP, 19200, EnginePort.SEARCH_TRANSPORT, 19300));
        assertThat(settings.local().get(1).heapMegabytes()).isEqualTo(640);
        assertThat(settings.local().get(1).jvmOptions()).containsExactly("-Dz");
        assertThat(settings.local().get(2)).isInstanceOfSatisfying(TikaSettings.class, tika -> {
            assertThat(tika.port()).isEqualTo(19998);
            assertThat(tika.heapMegabytes()).isEqualTo(300);
            assertThat(tika.parseDeadline()).isEqualTo(Duration.ofSeconds(90));
            assertThat(tika.jvmOptions()).containsExactly("-Xss2m");
        });
        assertThat(settings.supervision().startDeadline()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.leastFreeMegabytes()).isEqualTo(2048);
    }

    @Test
    void anEngineThatIsExternalOrOffIsNotStartedHere() throws IOException {
        EngineFile file = read("cassandra.mode=external\nopensearch.mode=off\ntika.mode=off\n");

        assertThat(file.hasLocalCassandra()).isFalse();
        assertThat(file.localEngines().local()).isEmpty();
        assertThat(file.externalOpenSearch()).isEmpty();
        assertThat(file.externalTika()).isEmpty();
    }

    @Test
    void aRingOfTheOperatorIsReachedOverTlsWithItsCredentials() throws IOException {
        Files.writeString(folder.resolve("ring.password"), "s3cret\n");
        CassandraSettings session =
                read("""
                        cassandra.mode=external
                        cassandra.contact.points=10.0.0.1, ring.example.org:19042, [2001:db8::1]:9043, 2001:db8::2
                        cassandra.datacenter=dc1
                        cassandra.keyspace=post
                        cassandra.keyspace.create=false
                        cassandra.replication=dc1:3, dc2:2
                        cassandra.consistency=global
                        cassandra.user=waypost
                        cassandra.password.file=file://conf/ring.password
                        cassandra.tls=true
                        cassandra.tls.truststore=file://conf/trust.p12
                        cassandra.tls.truststore.password=changeit
                        cassandra.tls.keystore=/etc/own.p12
                        cassandra.tls.keystore.password=changeme
                        cassandra.tls.verify.host=false
                        """)
                        .cassandra(0);

        assertThat(session.contactPoints())
                .containsExactly(
                        new InetSocketAddress("10.0.0.1", 9042),
                        new InetSocketAddress("ring.example.org", 19042),
                        new InetSocketAddress("2001:db8::1", 9043),
                        new InetSocketAddress("2001:db8::2", 9042));
        assertThat(session.localDatacenter()).isEqualTo("dc1");
        assertThat(session.keyspace().name()).isEqualTo("post");
        assertThat(session.keyspace().create()).isFalse();
        assertThat(session.keyspace().replication())
                .isEqualTo(new Replication.PerDatacenter(Map.of("dc1", 3, "dc2", 2)));
        assertThat(session.consistency()).isEqualTo(Consistency.GLOBAL);
        assertThat(session.credentials()).isEqualTo(new Credentials.Password("waypost", "s3cret"));
        assertThat(session.encryption())
                .isEqualTo(new Encryption.Tls(
                        new Encryption.Trust.Store(folder.resolve("trust.p12"), "changeit"),
                        new Encryption.Identity.Store(Path.of("/etc/own.p12"), "changeme"),
                        false));
    }

    @Test
    void anExternalRingNeedsNoMoreThanAContactPoint() throws IOException {
        CassandraSettings session =
                read("cassandra.mode=external\ncassandra.contact.points=ring\ncassandra.replication=3\n")
                        .cassandra(0);

        assertThat(session.keyspace().replication()).isEqualTo(new Replication.Simple(3));
        assertThat(session.consistency()).isEqualTo(Consistency.LOCAL);
        assertThat(session.credentials()).isEqualTo(new Credentials.None());
        assertThat(session.encryption()).isEqualTo(new Encryption.Clear());
    }

    @Test
    void theAuthoritiesOfARingMayBePem() throws IOException {
        CassandraSettings session = read("cassandra.mode=external\ncassandra.contact.points=ring\ncassandra.tls=true\n"
                        + "cassandra.tls.truststore=file://var/tls/ring.pem\n")
                .cassandra(0);

        assertThat(session.encryption())
                .isEqualTo(new Encryption.Tls(
                        new Encryption.Trust.Pem(folder.resolve("var/tls/ring.pem")),
                        new Encryption.Identity.None(),
                        true));
    }

    @Test
    void anExternalOpenSearchIsReachedWithPasswordAndTls() throws IOException {
        var address =
                read("""
                        opensearch.mode=external
                        opensearch.hosts=https://search1.example.org:9200, https://search2.example.org:9200
                        opensearch.user=waypost
                        opensearch.password=s3cret
                        opensearch.tls.truststore=file://conf/search.p12
                        opensearch.tls.truststore.password=changeit
                        """)
                        .externalOpenSearch()
                        .orElseThrow();

        assertThat(address.hosts())
                .isEqualTo(List.of(
                        URI.create("https://search1.example.org:9200"),
                        URI.create("https://search2.example.org:9200")));
        assertThat(address.login()).isEqualTo(new Login.Basic("waypost", "s3cret"));
        assertThat(address.trust()).isEqualTo(new TlsTrust.Store(folder.resolve("search.p12"), "changeit"));
        assertThat(address.toString()).doesNotContain("s3cret").doesNotContain("changeit");
    }

    @Test
    void anExternalTikaIsReachedAtItsAddress() throws IOException {
        assertThat(read("tika.mode=external\ntika.url=http://tika.example.org:9998\n")
                        .externalTika()
                        .orElseThrow()
                        .url())
                .isEqualTo(URI.create("http://tika.example.org:9998"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cassandra.mode         | off        | local or external",
                "opensearch.mode        | remote     | local, external or off",
                "tika.mode              | Local      | local, external or off",
                "cassandra.port         | 65536      | a whole number from 0 to 65535",
                "cassandra.storage.port | 7000a      | a whole number",
                "cassandra.heap         | 255        | a whole number from 256",
                "cassandra.heap         | 1G         | a whole number",
                "cassandra.options      | G1         | flags for Java",
                "opensearch.options     | -Xmx1g     | flags for Java, separated by spaces, without those of the heap",
                "tika.options           | -Dx y      | flags for Java",
                "cassandra.commitlog.sync | periodic | batch or group (periodic would lose accepted mail",
                "opensearch.port        | -1         | a whole number",
                "opensearch.transport.port | x       | a whole number",
                "opensearch.heap        | 64         | a whole number from 128",
                "tika.port              | 99999      | a whole number",
                "tika.heap              | 1          | a whole number from 64",
                "tika.timeout           | soon       | a duration such as 30s",
                "tika.timeout           | 2h         | a duration such as 30s or 2m, from 1s to 1h",
                "start.timeout          | 0s         | a duration such as 30s or 2m, from 1s",
                "disk.minimum.free      | much       | a size such as 512M"
            })
    void wrongValuesOfLocalEnginesAreRefused(String key, String value, String expected) throws IOException {
        EngineFile file = read(key + "=" + value);

        assertThatThrownBy(file::localEngines)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("engines.properties: " + key + " is '" + value + "'; expected " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cassandra.contact.points  | ring:port     | host or host:port",
                "cassandra.contact.points  | ring:65536    | host or host:port, the port from 1 to 65535",
                "cassandra.contact.points  | :9042         | host or host:port",
                "cassandra.contact.points  | ring,,other   | values between commas",
                "cassandra.keyspace.create | yes           | true or false",
                "cassandra.replication     | 0             | a number from 1 to 99, or dc1:3,dc2:3",
                "cassandra.replication     | dc1           | a number from 1 to 99, or dc1:3,dc2:3",
                "cassandra.replication     | dc1:3,dc1:2   | a number from 1 to 99, or dc1:3,dc2:3 with each data centre once",
                "cassandra.replication     | dc1:0         | a number from 1 to 99",
                "cassandra.consistency     | all           | local or global",
                "cassandra.tls             | on            | true or false"
            })
    void wrongValuesOfAnExternalRingAreRefused(String key, String value, String expected) throws IOException {
        String ring = key.endsWith("points") ? "" : "cassandra.contact.points=ring\n";
        EngineFile file = read("cassandra.mode=external\n" + ring + key + "=" + value);

        assertThatThrownBy(() -> file.cassandra(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("engines.properties: " + key + " is '")
                .hasMessageContaining("expected " + expected);
    }

    @Test
    void aWrongNameOfTheKeyspaceIsRefused() throws IOException {
        EngineFile file = read("cassandra.keyspace=Way-post");

        assertThatThrownBy(() -> file.cassandra(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("engines.properties: cassandra.keyspace: ")
                .hasMessageContaining("'Way-post'")
                .hasMessageContaining("expected a lower-case letter");
    }

    @ParameterizedTest
    @CsvSource({
        "opensearch.hosts, search.example.org:9200",
        "opensearch.hosts, ftp://search.example.org",
        "opensearch.hosts, https://user:secret@search.example.org",
        "opensearch.hosts, https://search.example.org/?a=b",
        "opensearch.hosts, https://sea rch"
    })
    void wrongAddressesOfAnExternalOpenSearchAreRefused(String key, String value) throws IOException {
        EngineFile file = read("opensearch.mode=external\n" + key + "=" + value);

        assertThatThrownBy(file::externalOpenSearch)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("engines.properties: " + key + " is '" + value
                        + "'; expected http://host:port or https://host:port, without user, query or fragment");
    }

    @Test
    void whatAnExternalEngineNeedsIsMissed() throws IOException {
        assertThatThrownBy(() -> read("cassandra.mode=external").cassandra(0))
                .hasMessage("engines.properties: cassandra.contact.points is missing; expected a value");
        assertThatThrownBy(() -> read("opensearch.mode=external").externalOpenSearch())
                .hasMessage("engines.properties: opensearch.hosts is missing; expected a value");
        assertThatThrownBy(() -> read("tika.mode=external").externalTika())
                .hasMessage("engines.properties: tika.url is missing; expected a value");
        assertThatThrownBy(() ->
                        read("opensearch.mode=external\nopensearch.hosts=https://search\nopensearch.user=waypost\n")
                                .externalOpenSearch())
                .hasMessage("engines.properties: opensearch.password is missing; expected a value");
    }

    @Test
    void anOwnOpenSearchIsNotStartedHere() throws IOException {
        assertThat(read("opensearch.mode=external\n").localEngines().local())
                .extracting(EngineSettings::engine)
                .containsExactly(Engine.CASSANDRA, Engine.TIKA);
    }

    @Test
    void wrongValuesAreNamedWithWhatWasExpected() throws IOException {
        EngineFile periodic = read("cassandra.commitlog.sync=periodic");
        EngineFile port = read("cassandra.mode=external\ncassandra.contact.points=10.0.0.1:many\n");

        assertThatThrownBy(periodic::localEngines)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cassandra.commitlog.sync is 'periodic'; expected batch or group");
        assertThatThrownBy(() -> port.cassandra(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cassandra.contact.points is '10.0.0.1:many'; expected host or host:port");
    }

    @Test
    void aPasswordFileThatCannotBeReadIsNamed() throws IOException {
        EngineFile file = read("cassandra.mode=external\ncassandra.contact.points=ring\ncassandra.user=waypost\n"
                + "cassandra.password.file=file://conf/nowhere\n");

        assertThatThrownBy(() -> file.cassandra(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cassandra.password.file is 'file://conf/nowhere'")
                .hasMessageContaining(folder.resolve("nowhere") + " can't be read; expected a file with the password");
    }

    private EngineFile read(String content) throws IOException {
        Files.writeString(folder.resolve("engines.properties"), content);
        return EngineFile.read(new ServerPaths(folder, folder, folder.resolve("var"), folder));
    }
}
