package org.waypost.protocols.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.testing.tls.TrustAll;

/** A chain as an authority gives it, with a key on an elliptic curve. */
class ChainTest {
    @TempDir
    Path folder;

    private TlsFiles files;
    private KeyPair server;
    private X509Certificate leaf;
    private X509Certificate authority;

    @BeforeEach
    void make() throws Exception {
        files = new TlsFiles(folder.resolve("mine.key"), folder.resolve("mine.pem"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair root = generator.generateKeyPair();
        server = generator.generateKeyPair();
        authority = certify("CN=Authority", root, "CN=Authority", root);
        leaf = certify("CN=mail.example.test", server, "CN=Authority", root);
    }

    private static X509Certificate certify(String subject, KeyPair key, String issuer, KeyPair signer)
            throws Exception {
        Instant now = Instant.now();
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                new X500Name(issuer),
                                BigInteger.TEN,
                                Date.from(now.minusSeconds(60)),
                                Date.from(now.plusSeconds(86_400)),
                                new X500Name(subject),
                                key.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
    }

    @Test
    void wholeChainIsShownToBothVersions() throws Exception {
        PemWriter.write(new Credential(server.getPrivate(), List.of(leaf, authority)), files);
        ServerCertificate certificate = new ServerCertificate(
                new TlsConfiguration(files, files, "localhost", Duration.ofSeconds(5), Duration.ofDays(14)),
                Clock.systemUTC());
        try (SSLServerSocket listening = (SSLServerSocket)
                certificate.sslContext().getServerSocketFactory().createServerSocket(0)) {
            for (String version : ServerCertificate.PROTOCOLS) {
                assertThat(shown(listening, version)).containsExactly(leaf, authority);
            }
        }
    }

    private static Object[] shown(SSLServerSocket listening, String version) throws Exception {
        Thread answering = new Thread(() -> {
            try (SSLSocket socket = (SSLSocket) listening.accept()) {
                socket.startHandshake();
                socket.getInputStream().read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        answering.start();
        try (SSLSocket client =
                (SSLSocket) TrustAll.context().getSocketFactory().createSocket("127.0.0.1", listening.getLocalPort())) {
            client.setEnabledProtocols(new String[] {version});
            client.startHandshake();
            assertThat(client.getSession().getProtocol()).isEqualTo(version);
            return client.getSession().getPeerCertificates();
        } finally {
            answering.join(10_000);
        }
    }

    @Test
    void wrongOrderIsRefusedWithWords() throws Exception {
        PemWriter.write(new Credential(server.getPrivate(), List.of(leaf, leaf)), files);

        assertThatThrownBy(() -> PemReader.read(files))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining(files.certificates().toString())
                .hasMessageContaining("did not sign certificate 1");
    }
}
