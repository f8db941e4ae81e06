package org.waypost.webadmin.listener;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Module;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.james.server.core.configuration.Configuration;
import org.apache.james.server.core.filesystem.FileSystemImpl;
import org.apache.james.task.Task;
import org.apache.james.task.TaskType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.protocols.tls.ServerCertificate;
import org.waypost.protocols.tls.TlsConfiguration;
import org.waypost.protocols.tls.TlsModule;
import org.waypost.testing.tls.RawTls;
import org.waypost.testing.tls.TrustAll;
import org.waypost.webadmin.MemoryServer;
import org.waypost.webadmin.WebAdminModule;
import org.waypost.webadmin.access.AdministratorPassword;
import org.waypost.webadmin.product.CertificateControl;
import org.waypost.webadmin.product.EngineReport;
import org.waypost.webadmin.product.Healing;

class SecureWebAdminServerTest {
    private static final String PASSWORD = "a password, with: signs";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String CONFIGURATION =
            "port=0\nfailures.max=5\nadministrator.carol=" + AdministratorPassword.hash(PASSWORD.toCharArray()) + "\n";

    @TempDir
    static Path folder;

    private static MemoryServer server;

    @BeforeAll
    static void start() throws Exception {
        server = MemoryServer.start(
                folder,
                "https",
                Map.of(
                        "webadmin.properties",
                        CONFIGURATION,
                        "tls.properties",
                        "watch.seconds=1\nhostName=first.example.test\n"),
                new TlsModule(),
                new WebAdminModule(),
                product());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Module product() {
        return binder -> {
            binder.bind(EngineReport.class)
                    .toInstance(() -> List.of(new EngineReport.Engine(
                            "cassandra",
                            Optional.of("5.0.9"),
                            true,
                            EngineReport.State.READY,
                            "127.0.0.1:9042",
                            Optional.of(4711L),
                            0,
                            NOON,
                            "")));
            binder.bind(Healing.class).toInstance(new Healing() {
                @Override
                public List<Report> reports() {
                    return List.of(new Report(
                            NOON,
                            NOON,
                            "unclean stop",
                            Map.of("mailboxes", 7L),
                            Map.of("mailboxes", 2L),
                            3,
                            List.of()));
                }

                @Override
                public Task run() {
                    return new Nothing();
                }
            });
            binder.bind(CertificateControl.class).toInstance(new CertificateControl() {
                @Override
                public Certificate current() {
                    return new Certificate("CN=a", "CN=b", List.of("a"), NOON, "00", true);
                }

                @Override
                public Reload reload() {
                    return new Reload(Outcome.KEPT, "/etc/mine.pem: no such file", current());
                }
            });
        };
    }

    private static final class Nothing implements Task {
        @Override
        public Result run() {
            return Result.COMPLETED;
        }

        @Override
        public TaskType type() {
            return TaskType.of("nothing");
        }
    }

    private static String token() throws Exception {
        return "Bearer "
                + Files.readString(server.var().resolve("webadmin/token")).strip();
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void strangersAreRefusedAndToldHowToLogIn() throws Exception {
        HttpResponse<String> answer = server.get("/domains");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .anyMatch(challenge -> challenge.startsWith("Bearer"))
                .anyMatch(challenge -> challenge.startsWith("Basic"));
    }

    @Test
    void strangersAreNotToldWhatExists() throws Exception {
        assertThat(server.get("/there-is-no-such-route").statusCode()).isEqualTo(401);
        assertThat(server.get("/waypost/version").statusCode()).isEqualTo(401);
        assertThat(server.get("//domains").statusCode()).isEqualTo(401);
        assertThat(server.get("/healthcheck/../domains").statusCode()).isIn(400, 401);
        assertThat(server.get("/healthcheck/%2e%2e/domains").statusCode()).isIn(400, 401, 404);
    }

    @Test
    void generatedTokenLetsItsBearerInAndIsReadableByItsOwnerOnly() throws Exception {
        assertThat(server.get("/domains", "Authorization", token()).statusCode())
                .isEqualTo(200);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(server.var().resolve("webadmin/token"))))
                .isEqualTo("rw-------");
        assertThat(server.get("/domains", "Authorization", token() + "x").statusCode())
                .isEqualTo(401);
    }

    @Test
    void administratorsPasswordIsTaken() throws Exception {
        assertThat(server.get("/domains", "Authorization", basic("carol", PASSWORD))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void administratorCanChangeThings() throws Exception {
        HttpResponse<String> made = server.send(server.request("/domains/made.example.test")
                .header("Authorization", token())
                .PUT(BodyPublishers.noBody()));

        assertThat(made.statusCode()).isEqualTo(204);
        assertThat(server.get("/domains", "Authorization", token()).body()).contains("made.example.test");
    }

    @Test
    void healthCheckIsPublic() throws Exception {
        assertThat(server.get("/healthcheck").statusCode()).isEqualTo(200);
        assertThat(server.get("/healthcheck").body()).contains("Certificate");
    }

    @Test
    void metricsAreOpenToThisMachineOnly() throws Exception {
        HttpResponse<String> local = server.get("/metrics");

        assertThat(local.statusCode()).isEqualTo(200);
        assertThat(local.body()).contains("tlsCertificateDaysLeft");
        assertThat(server.get("/metrics", "X-Forwarded-For", "192.0.2.7").statusCode())
                .isEqualTo(401);
        assertThat(server.get("/metrics", "X-Forwarded-For", "192.0.2.7", "Authorization", token())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void scriptsOfOtherSitesAreRefusedEvenWithCredentials() throws Exception {
        HttpResponse<String> answer =
                server.get("/domains", "Authorization", token(), "Origin", "https://evil.example.test");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void answersTellBrowsersToBeCareful() throws Exception {
        HttpResponse<String> answer = server.get("/healthcheck");

        assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void oldVersionsOfTlsAreRefused() throws Exception {
        assertThat(RawTls.hello(server.port(), 1)).startsWith("alert");
        assertThat(RawTls.hello(server.port(), 2)).isEqualTo("hello");
    }

    @Test
    void productRoutesAnswer() throws Exception {
        assertThat(server.get("/waypost/version", "Authorization", token()).body())
                .contains("\"product\":\"Waypost\"")
                .contains("\"james\":\"3.8.1\"")
                .doesNotContain("${");
        assertThat(server.get("/waypost/engines", "Authorization", token()).body())
                .contains("\"name\":\"cassandra\"")
                .contains("\"state\":\"READY\"")
                .contains("\"pid\":4711");
        assertThat(server.get("/waypost/healing", "Authorization", token()).body())
                .contains("unclean stop")
                .contains("2026-11-22T12:00:00Z", "\"unsettled\":3");
        assertThat(server.get("/waypost/certificates", "Authorization", token()).body())
                .contains("\"selfSigned\":true");
    }

    @Test
    void reloadThatKeepsTheOldCertificateIsAConflictWithTheReason() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/waypost/certificates/reload")
                .header("Authorization", token())
                .POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("KEPT").contains("/etc/mine.pem: no such file");
    }

    @Test
    void healingRunsAsATask() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/waypost/healing")
                .header("Authorization", token())
                .POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(201);
        String task = answer.headers().firstValue("Location").orElseThrow();
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        server.get(task, "Authorization", token()).body())
                .contains("\"status\":\"completed\""));
    }

    @Test
    void newCertificateIsShownWhileAnOpenConnectionStays() throws Exception {
        try (SSLSocket before = connect()) {
            assertThat(subject(before)).contains("first.example.test");
            Path fresh = folder.resolve("fresh");
            Files.createDirectories(fresh.resolve("conf"));
            otherCertificate(fresh);
            for (String name : List.of("private.key", "certificates.pem")) {
                Files.copy(
                        fresh.resolve("var/tls").resolve(name),
                        server.var().resolve("tls").resolve(name),
                        StandardCopyOption.REPLACE_EXISTING);
            }

            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                try (SSLSocket after = connect()) {
                    assertThat(subject(after)).contains("second.example.test");
                }
            });

            before.getOutputStream()
                    .write("GET /healthcheck HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(before.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private static SSLSocket connect() throws Exception {
        SSLSocket socket = (SSLSocket) TrustAll.context().getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        return socket;
    }

    private static String subject(SSLSocket socket) throws Exception {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    private static void otherCertificate(Path folder) throws Exception {
        PropertiesConfiguration properties = new PropertiesConfiguration();
        properties.setProperty("hostName", "second.example.test");
        new ServerCertificate(
                TlsConfiguration.from(
                        properties,
                        new FileSystemImpl(Configuration.builder()
                                .workingDirectory(folder.toFile())
                                .configurationFromClasspath()
                                .build()
                                .directories())),
                Clock.systemUTC());
    }
}
