package org.waypost.cassandra.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.UnsupportedProtocolVersionException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.internal.core.metadata.DefaultEndPoint;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.waypost.cassandra.session.CassandraUnusableException.Reason;

class DiagnosisTest {

    private static final CassandraSettings SETTINGS = CassandraSettings.local(9042, "waypost");
    private static final DefaultEndPoint NODE = new DefaultEndPoint(new InetSocketAddress("127.0.0.1", 9042));

    @Test
    void namesTheRefusedUserNeverThePassword() {
        CassandraUnusableException said = new Diagnosis(
                        SETTINGS.withCredentials(new Credentials.Password("post", "s3cret")))
                .of(new RuntimeException(new AuthenticationException(NODE, "bad credentials")));

        assertThat(said.reason()).isEqualTo(Reason.CREDENTIALS);
        assertThat(said).hasMessageContaining("127.0.0.1:9042").hasMessageContaining("'post' was refused");
        assertThat(said.getMessage()).doesNotContain("s3cret");
    }

    @Test
    void saysThatAPasswordIsNeeded() {
        assertThat(new Diagnosis(SETTINGS).of(new AuthenticationException(NODE, "required")))
                .hasMessageContaining("asks for a user name and password and none is configured");
    }

    @Test
    void saysThatTheRingIsTooOld() {
        CassandraUnusableException said =
                new Diagnosis(SETTINGS).of(UnsupportedProtocolVersionException.forNegotiation(NODE, List.of()));

        assertThat(said.reason()).isEqualTo(Reason.VERSION);
        assertThat(said).hasMessageContaining("expected Cassandra 4.1 or 5.0");
    }

    @Test
    void saysThatTlsFailed() {
        CassandraUnusableException said = new Diagnosis(SETTINGS.withEncryption(
                        new Encryption.Tls(new Encryption.Trust.Platform(), new Encryption.Identity.None(), true)))
                .of(new RuntimeException(new SSLHandshakeException("unable to find valid certification path")));

        assertThat(said.reason()).isEqualTo(Reason.TLS);
        assertThat(said).hasMessageContaining("valid certification path").hasMessageContaining("host name");
    }

    @Test
    void suspectsTlsWhenAClearConnectionIsCut() {
        assertThat(new Diagnosis(SETTINGS)
                        .of(new RuntimeException(new ClosedChannelException()))
                        .reason())
                .isEqualTo(Reason.TLS);
    }
}
