package org.waypost.server.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.james.core.healthcheck.Result;
import org.apache.james.core.healthcheck.ResultStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.server.administration.WholeEngineReport;
import org.waypost.server.command.SelfSigned;
import org.waypost.webadmin.product.EngineReport.Engine;
import org.waypost.webadmin.product.EngineReport.State;

/** The operator's own OpenSearch and Tika, as WebAdmin shows them and as health checks tell. */
@Tag("feature-3")
@Tag("feature-14")
class ExternalEnginesTest {
    private static final Login LOGIN = new Login.Basic("waypost", "s3cret");
    private static final Map<String, String> WELL = cluster("green");

    @TempDir
    Path folder;

    private SelfSigned certificate;
    private TlsTrust trusted;

    @BeforeEach
    void makeCertificate() throws Exception {
        certificate = SelfSigned.of("localhost", 30);
        Path pem = folder.resolve("authorities.pem");
        certificate.writeCertificate(pem);
        trusted = TlsTrust.file(pem, "");
    }

    @Test
    void anOpenSearchOverTlsWithTheRightPasswordIsReady() throws Exception {
        try (PlayedEngine search = PlayedEngine.overTls(certificate, "waypost:s3cret", WELL)) {
            OpenSearchProbe probe = probe(LOGIN, trusted, search.at("localhost"));

            Engine shown = new ExternalEngine(probe, Clock.systemUTC()).shown();
            assertThat(shown.name()).isEqualTo("opensearch");
            assertThat(shown.local()).isFalse();
            assertThat(shown.state()).isEqualTo(State.READY);
            assertThat(shown.version()).contains("2.19.6");
            assertThat(shown.address()).isEqualTo(search.at("localhost").toString());
            assertThat(shown.detail()).isEmpty();
            assertThat(health(probe).isHealthy()).isTrue();
        }
    }

    @Test
    void aWrongPasswordIsTold() throws Exception {
        try (PlayedEngine search = PlayedEngine.overTls(certificate, "waypost:s3cret", WELL)) {
            Login wrong = new Login.Basic("waypost", "gu3ss");
            OpenSearchProbe probe = probe(wrong, trusted, search.at("localhost"));

            assertThat(new ExternalEngine(probe, Clock.systemUTC()).shown().state())
                    .isEqualTo(State.FAILED);
            assertThat(cause(probe))
                    .isEqualTo(
                            search.at("localhost") + ": user 'waypost' was refused (401); check user name and password")
                    .doesNotContain("gu3ss");
        }
    }

    @Test
    void aMissingPasswordIsTold() throws Exception {
        try (PlayedEngine search = PlayedEngine.overTls(certificate, "waypost:s3cret", WELL)) {
            assertThat(cause(probe(new Login.None(), trusted, search.at("localhost"))))
                    .contains("it asks for a user name and password (401) and none is configured");
        }
    }

    @Test
    void anUnknownCertificateIsRefused() throws Exception {
        try (PlayedEngine search = PlayedEngine.overTls(SelfSigned.of("localhost", 30), "waypost:s3cret", WELL)) {
            assertThat(cause(probe(LOGIN, trusted, search.at("localhost"))))
                    .contains(
                            "TLS failed", "from an authority that is trusted", "check the address and the trust store");
            assertThat(cause(probe(LOGIN, new TlsTrust.Platform(), search.at("localhost"))))
                    .contains("TLS failed");
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        try (PlayedEngine search = PlayedEngine.overTls(certificate, "", WELL)) {
            assertThat(cause(probe(LOGIN, trusted, search.at("127.0.0.1"))))
                    .contains("TLS failed", "expected a certificate for 127.0.0.1");
        }
    }

    @Test
    void nobodyThereIsTold() throws Exception {
        PlayedEngine gone = PlayedEngine.overTls(certificate, "", WELL);
        gone.close();

        assertThat(cause(probe(LOGIN, trusted, gone.at("localhost"))))
                .isEqualTo(gone.at("localhost") + ": nothing answers; check address, port and firewall");
    }

    @Test
    void oneNodeThatAnswersIsEnoughAndTheOtherIsNamed() throws Exception {
        PlayedEngine gone = PlayedEngine.overTls(certificate, "", WELL);
        gone.close();
        try (PlayedEngine search = PlayedEngine.overTls(certificate, "waypost:s3cret", WELL)) {
            OpenSearchProbe probe = probe(LOGIN, trusted, gone.at("localhost"), search.at("localhost"));

            assertThat(new ExternalEngine(probe, Clock.systemUTC()).shown().state())
                    .isEqualTo(State.READY);
            assertThat(health(probe).getStatus()).isEqualTo(ResultStatus.DEGRADED);
            assertThat(health(probe).getCause().orElseThrow()).startsWith(gone.at("localhost") + ": nothing answers");
        }
    }

    @Test
    void aRedClusterIsDegradedAndAYellowOneWell() throws Exception {
        try (PlayedEngine red = PlayedEngine.inClear(cluster("red"));
                PlayedEngine yellow = PlayedEngine.inClear(cluster("yellow"))) {
            Result degraded = health(probe(LOGIN, trusted, red.at("localhost")));

            assertThat(degraded.getStatus()).isEqualTo(ResultStatus.DEGRADED);
            assertThat(degraded.getCause().orElseThrow()).contains("the cluster is red");
            assertThat(health(probe(LOGIN, trusted, yellow.at("localhost"))).isHealthy())
                    .isTrue();
        }
    }

    @Test
    void aServerThatIsNoOpenSearchIsTold() throws Exception {
        try (PlayedEngine other = PlayedEngine.inClear(Map.of());
                PlayedEngine page = PlayedEngine.inClear(Map.of("/_cluster/health", "<html>"))) {
            assertThat(cause(probe(LOGIN, trusted, other.at("localhost"))))
                    .contains("GET /_cluster/health was answered with 404, expected 200");
            assertThat(cause(probe(LOGIN, trusted, page.at("localhost"))))
                    .contains("was answered with no JSON; expected OpenSearch");
        }
    }

    @Test
    void aTikaIsReadyWhenItTellsItsVersion() throws Exception {
        try (PlayedEngine tika = PlayedEngine.inClear(Map.of("/version", "Apache Tika 3.3.2\n"));
                PlayedEngine other = PlayedEngine.inClear(Map.of("/version", "Unicorn 1"))) {
            Engine shown = new ExternalEngine(tika(tika.at("localhost")), Clock.systemUTC()).shown();

            assertThat(shown.state()).isEqualTo(State.READY);
            assertThat(shown.version()).contains("3.3.2");
            assertThat(health(tika(URI.create(tika.at("localhost") + "/"))).isHealthy())
                    .isTrue();
            assertThat(cause(tika(other.at("localhost")))).contains("check that the address is that of a Tika server");
        }
    }

    @Test
    void aTikaThatIsGoneIsTold() throws Exception {
        PlayedEngine gone = PlayedEngine.inClear(Map.of());
        gone.close();

        assertThat(cause(tika(gone.at("localhost")))).contains("nothing answers; check address, port and firewall");
    }

    @Test
    void ownAndExternalEnginesAreShownTogetherInOrder() throws Exception {
        try (PlayedEngine search = PlayedEngine.inClear(WELL)) {
            Engine cassandra = new ExternalEngine(tika(search.at("localhost")), Clock.systemUTC()).shown();
            ExternalEngine openSearch =
                    new ExternalEngine(probe(LOGIN, trusted, search.at("localhost")), Clock.systemUTC());

            assertThat(new WholeEngineReport(() -> List.of(cassandra), List.of(openSearch)).engines())
                    .extracting(Engine::name, Engine::local)
                    .containsExactly(tuple("opensearch", false), tuple("tika", false));
        }
    }

    @Test
    void theStateIsShownWithTheTimeWhenItWasReached() throws Exception {
        PlayedEngine played = PlayedEngine.inClear(Map.of("/version", "Apache Tika 3.3.2"));
        ExternalEngine tika = new ExternalEngine(tika(played.at("localhost")), Clock.systemUTC());
        Engine first = tika.shown();
        Engine second = tika.shown();
        played.close();
        Engine third = tika.shown();

        assertThat(second.since()).isEqualTo(first.since());
        assertThat(third.state()).isEqualTo(State.FAILED);
        assertThat(third.since()).isAfter(first.since());
    }

    @Test
    void aTrustStoreThatDoesNotOpenIsNamed() throws Exception {
        Path store = Files.writeString(folder.resolve("trust.p12"), "no store");

        assertThatThrownBy(() -> probe(LOGIN, TlsTrust.file(store, "changeit"), URI.create("https://localhost")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        store + ": expected a PKCS12 or JKS store that opens with the configured password");
    }

    private static Map<String, String> cluster(String status) {
        return Map.of(
                "/_cluster/health",
                "{\"cluster_name\":\"post\",\"status\":\"" + status + "\"}",
                "/",
                "{\"version\":{\"distribution\":\"opensearch\",\"number\":\"2.19.6\"}}");
    }

    private static OpenSearchProbe probe(Login login, TlsTrust trust, URI... hosts) {
        return new OpenSearchProbe(new OpenSearchAddress(List.of(hosts), login, trust));
    }

    private static TikaProbe tika(URI url) {
        return new TikaProbe(new TikaAddress(url));
    }

    private static Result health(EngineProbe probe) {
        return new ExternalEngineHealth("engine", probe).check().block();
    }

    private static String cause(EngineProbe probe) {
        Result result = health(probe);
        assertThat(result.getStatus()).isEqualTo(ResultStatus.UNHEALTHY);
        return result.getCause().orElseThrow();
    }
}
