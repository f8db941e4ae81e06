package org.waypost.protocols.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.apache.james.core.healthcheck.Result;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.testing.tls.TrustAll;

@Tag("feature-47")
class ServerCertificateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    private TlsFiles ours;
    private TlsFiles operators;

    @BeforeEach
    void name() {
        ours = new TlsFiles(folder.resolve("var/tls/private.key"), folder.resolve("var/tls/certificates.pem"));
        operators = new TlsFiles(folder.resolve("mine.key"), folder.resolve("mine.pem"));
    }

    @Test
    void isMadeAtFirstStartForTheHostAndForLoopback() throws Exception {
        X509Certificate certificate = certificate(ours, NOW).current().certificate();

        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactlyInAnyOrder("mail.example.test", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("RSA");
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(NOW.plus(SelfSigned.LIFE));
    }

    @Test
    void keyIsReadableByItsOwnerOnlyAndInTheFormThatMailListenersRead() throws Exception {
        certificate(ours, NOW);

        for (Path file : List.of(ours.privateKey(), ours.certificates())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(ours.privateKey())).startsWith("-----BEGIN PRIVATE KEY-----");
    }

    @Test
    void isKeptOverARestart() throws Exception {
        String first = certificate(ours, NOW).current().fingerprint();

        assertThat(certificate(ours, NOW.plus(Duration.ofDays(90))).current().fingerprint())
                .isEqualTo(first);
    }

    @Test
    void ownCertificateIsMadeAnewBeforeItEnds() throws Exception {
        String first = certificate(ours, NOW).current().fingerprint();

        Credential second = certificate(ours, NOW.plus(SelfSigned.LIFE).minus(Duration.ofDays(29)))
                .current();

        assertThat(second.fingerprint()).isNotEqualTo(first);
        assertThat(PemReader.read(ours)).isEqualTo(second);
    }

    @Test
    void operatorsCertificateIsNeverMadeAnew() throws Exception {
        write(operators, "mail.example.test", NOW);
        String theirs = PemReader.read(operators).fingerprint();

        assertThat(certificate(operators, NOW.plus(SelfSigned.LIFE).minus(Duration.ofDays(1)))
                        .current()
                        .fingerprint())
                .isEqualTo(theirs);
    }

    @Test
    void operatorsPairIsPublishedWhereMailListenersReadIt() throws Exception {
        write(operators, "mail.example.test", NOW);

        ServerCertificate certificate = certificate(operators, NOW);

        assertThat(PemReader.read(ours)).isEqualTo(certificate.current());
    }

    @Test
    void sessionUnderWayStaysWhileNewOnesSeeTheNewCertificate() throws Exception {
        write(operators, "old.example.test", NOW);
        ServerCertificate certificate = certificate(operators, NOW);
        try (Echo server = new Echo(certificate);
                SSLSocket before = Echo.connect(server.port())) {
            assertThat(Echo.ask(before, "one")).isEqualTo("one");
            X509Certificate old = Echo.shown(before);

            write(operators, "new.example.test", NOW);
            assertThat(certificate.reload()).isInstanceOf(ServerCertificate.Outcome.Replaced.class);

            try (SSLSocket after = Echo.connect(server.port())) {
                assertThat(Echo.ask(after, "two")).isEqualTo("two");
                assertThat(Echo.shown(after).getSubjectX500Principal().getName())
                        .contains("new.example.test");
                assertThat(Echo.shown(after)).isNotEqualTo(old);
            }
            assertThat(Echo.ask(before, "three")).isEqualTo("three");
        }
    }

    @Test
    void mismatchedPairKeepsTheOldOneAndSaysWhichFile() throws Exception {
        write(operators, "old.example.test", NOW);
        ServerCertificate certificate = certificate(operators, NOW);
        Credential before = certificate.current();
        Credential other = new SelfSigned(at(NOW)).make("other.example.test");
        TlsFiles elsewhere = new TlsFiles(folder.resolve("x.key"), operators.certificates());
        PemWriter.write(other, elsewhere);

        ServerCertificate.Outcome outcome = certificate.reload();

        assertThat(outcome)
                .isInstanceOfSatisfying(ServerCertificate.Outcome.Kept.class, kept -> assertThat(kept.reason())
                        .contains(operators.certificates().toString())
                        .contains("was not made for the private key"));
        assertThat(certificate.current()).isEqualTo(before);
        assertThat(PemReader.read(ours)).isEqualTo(before);
    }

    @Test
    void brokenOrMissingOrEncryptedFilesKeepTheOldOne() throws Exception {
        write(operators, "old.example.test", NOW);
        ServerCertificate certificate = certificate(operators, NOW);
        Credential before = certificate.current();

        Files.writeString(
                operators.certificates(),
                "-----BEGIN CERTIFICATE-----\nbm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n");
        assertKept(certificate, operators.certificates(), "can't be read");
        Files.writeString(operators.certificates(), "");
        assertKept(certificate, operators.certificates(), "no certificate in it");
        Files.delete(operators.privateKey());
        assertKept(certificate, operators.privateKey(), "no such file");
        Files.writeString(
                operators.privateKey(),
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMBAwCgYIKoZIhvcNAQUBBAIFAA==\n-----END ENCRYPTED PRIVATE KEY-----\n");
        assertKept(certificate, operators.privateKey(), "");
        assertThat(certificate.current()).isEqualTo(before);
    }

    @Test
    void endedCertificateIsNotTaken() throws Exception {
        write(operators, "old.example.test", NOW);
        ServerCertificate certificate = certificate(operators, NOW);

        write(operators, "late.example.test", NOW.minus(Duration.ofDays(900)));

        assertKept(certificate, operators.certificates(), "the certificate ended on");
    }

    @Test
    void brokenPairAtStartStopsTheStart() throws Exception {
        Files.writeString(operators.privateKey(), "nothing");
        Files.writeString(operators.certificates(), "nothing");

        assertThatThrownBy(() -> certificate(operators, NOW))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining(operators.privateKey().toString())
                .hasMessageContaining("no private key in it");
    }

    @Test
    void listenersHearOfAChangeAndOneThatThrowsStopsNobody() throws Exception {
        write(operators, "old.example.test", NOW);
        ServerCertificate certificate = certificate(operators, NOW);
        AtomicReference<Credential> heard = new AtomicReference<>();
        certificate.onChange(credential -> {
            throw new IOException("listener that can't");
        });
        certificate.onChange(heard::set);

        write(operators, "new.example.test", NOW);
        certificate.reload();

        assertThat(heard.get()).isEqualTo(PemReader.read(operators));
    }

    @Test
    void watcherNoticesNewFiles() throws Exception {
        write(operators, "old.example.test", NOW);
        TlsConfiguration configuration = configuration(operators, Duration.ofMillis(20));
        ServerCertificate certificate = new ServerCertificate(configuration, at(NOW));
        CertificateWatcher watcher = new CertificateWatcher(certificate, configuration);
        watcher.start();
        try {
            write(operators, "new.example.test", NOW);
            Credential fresh = PemReader.read(operators);
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(certificate.current())
                    .isEqualTo(fresh));
        } finally {
            watcher.stop();
        }
    }

    @Test
    void healthCheckWarnsBeforeTheEndAndComplainsAfterIt() throws Exception {
        write(operators, "mail.example.test", NOW);
        ServerCertificate certificate = certificate(operators, NOW);
        Instant end = certificate.current().expires();

        assertThat(health(certificate, end.minus(Duration.ofDays(15))).isHealthy())
                .isTrue();
        assertThat(health(certificate, end.minus(Duration.ofDays(13))).isDegraded())
                .isTrue();
        assertThat(health(certificate, end.plusSeconds(1)).isUnHealthy()).isTrue();
    }

    @Test
    void healthCheckTellsOfFilesThatWereNotTaken() throws Exception {
        write(operators, "mail.example.test", NOW);
        ServerCertificate certificate = certificate(operators, NOW);
        Files.writeString(operators.certificates(), "");
        certificate.reload();

        Result result = health(certificate, NOW);

        assertThat(result.isDegraded()).isTrue();
        assertThat(result.getCause().orElse(""))
                .contains(operators.certificates().toString());
    }

    private static Result health(ServerCertificate certificate, Instant now) {
        return new CertificateHealthCheck(certificate, Duration.ofDays(14), at(now))
                .check()
                .block();
    }

    private static void assertKept(ServerCertificate certificate, Path file, String problem) {
        assertThat(certificate.reload())
                .isInstanceOfSatisfying(ServerCertificate.Outcome.Kept.class, kept -> assertThat(kept.reason())
                        .contains(file.toString())
                        .contains(problem));
    }

    private ServerCertificate certificate(TlsFiles source, Instant now) throws Exception {
        return new ServerCertificate(configuration(source, Duration.ofSeconds(5)), at(now));
    }

    private TlsConfiguration configuration(TlsFiles source, Duration watch) {
        return new TlsConfiguration(source, ours, "mail.example.test", watch, Duration.ofDays(14));
    }

    private static void write(TlsFiles files, String host, Instant now) throws IOException {
        PemWriter.write(new SelfSigned(at(now)).make(host), files);
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    /** A TLS server of the JDK, built on the context that listeners get. */
    private static final class Echo implements AutoCloseable {
        private final SSLServerSocket socket;

        Echo(ServerCertificate certificate) throws IOException {
            socket = (SSLServerSocket) certificate
                    .sslContext()
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread accepting = new Thread(this::accept, "echo");
            accepting.setDaemon(true);
            accepting.start();
        }

        private void accept() {
            while (!socket.isClosed()) {
                try {
                    SSLSocket client = (SSLSocket) socket.accept();
                    Thread serving = new Thread(() -> serve(client), "echo-client");
                    serving.setDaemon(true);
                    serving.start();
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private static void serve(SSLSocket client) {
            try (client) {
                client.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException closed) {
                Thread.currentThread().interrupt();
            }
        }

        static SSLSocket connect(int port) throws Exception {
            SSLSocket socket = (SSLSocket) TrustAll.context().getSocketFactory().createSocket("127.0.0.1", port);
            socket.setSoTimeout(10_000);
            return socket;
        }

        static X509Certificate shown(SSLSocket socket) throws IOException {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }

        static String ask(SSLSocket socket, String words) throws IOException {
            socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(words.length()), StandardCharsets.US_ASCII);
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
