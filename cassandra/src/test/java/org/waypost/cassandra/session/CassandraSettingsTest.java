package org.waypost.cassandra.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CassandraSettingsTest {

    @Test
    void writesTheKeyspace() {
        assertThat(new Keyspace("waypost", new Replication.Simple(1), true).toCql())
                .isEqualTo("CREATE KEYSPACE IF NOT EXISTS waypost WITH replication = {'class': 'SimpleStrategy',"
                        + " 'replication_factor': 1} AND durable_writes = true");
        assertThat(new Replication.PerDatacenter(Map.of("dc2", 2, "dc1", 3)).toCql())
                .isEqualTo("{'class': 'NetworkTopologyStrategy', 'dc1': 3, 'dc2': 2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Waypost",
                "1way",
                "way post",
                "w'; DROP",
                "a123456789012345678901234567890123456789012345678"
            })
    void refusesKeyspaceNames(String name) {
        assertThatThrownBy(() -> new Keyspace(name, new Replication.Simple(1), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void refusesReplicationThatCannotBe() {
        assertThatThrownBy(() -> new Replication.Simple(0)).hasMessageContaining("is 0; expected 1 or more");
        assertThatThrownBy(() -> new Replication.PerDatacenter(Map.of())).hasMessageContaining("no data centre");
        assertThatThrownBy(() -> new Replication.PerDatacenter(Map.of("d'c", 1)))
                .hasMessageContaining("'d'c'");
    }

    @Test
    void refusesConsistenciesInTheWrongPlace() {
        assertThatThrownBy(() -> new Consistency(DefaultConsistencyLevel.SERIAL, DefaultConsistencyLevel.SERIAL))
                .hasMessageContaining("expected LOCAL_QUORUM");
        assertThatThrownBy(() -> new Consistency(DefaultConsistencyLevel.QUORUM, DefaultConsistencyLevel.ONE))
                .hasMessageContaining("expected LOCAL_SERIAL or SERIAL");
    }

    @Test
    void refusesLimitsOfZero() {
        assertThatThrownBy(() -> new Limits(Duration.ZERO, Duration.ofSeconds(1), 1, 1))
                .hasMessageContaining("request time-out");
        assertThatThrownBy(() -> new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), 0, 1))
                .hasMessageContaining("concurrent requests");
    }

    @Test
    void hidesPasswords() {
        CassandraSettings settings = CassandraSettings.local(9042, "waypost")
                .withCredentials(new Credentials.Password("post", "s3cret"))
                .withEncryption(new Encryption.Tls(
                        new Encryption.Trust.Store(Path.of("trust.p12"), "s3cret"),
                        new Encryption.Identity.Store(Path.of("own.p12"), "s3cret"),
                        true));

        assertThat(settings.toString()).contains("post", "trust.p12").doesNotContain("s3cret");
    }
}
