package org.waypost.mailets.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.mailets.routing.RoutingHarness.soon;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.mailets.smtp.Encryption;
import org.waypost.testing.smtp.SinkCertificate;
import org.waypost.testing.smtp.SmtpSink;

/** What leaves encrypted, what in clear, and what doesn't leave. */
@Tag("feature-119")
class TlsPolicyTest {
    private static final SinkCertificate GOOD = SinkCertificate.of("dns:relay.test");
    private static final SinkCertificate WRONG = SinkCertificate.of("dns:other.test");

    private final RoutingHarness server = new RoutingHarness();
    private SmtpSink sink;

    @BeforeEach
    void start() throws Exception {
        sink = SmtpSink.on("127.0.0.1");
        server.dns.host("relay.test", "127.0.0.1");
        server.trusted = Encryption.ofTrusted(GOOD.client());
    }

    @AfterEach
    void stop() {
        server.close();
        sink.close();
    }

    private void send(String keys) throws Exception {
        server.route("default", "'retry':'1h','hops':['relay.test:" + sink.port() + "']," + keys);
        server.start();
        server.send(server.mail("a@domain1.test", "x@there.test"));
    }

    private void taken(boolean encrypted) {
        soon().until(() -> sink.taken().size() == 1);
        assertThat(sink.taken().get(0).encrypted()).isEqualTo(encrypted);
    }

    private void waits() {
        soon().until(() -> server.figures.counted("default", RouteFigures.Outcome.DEFERRED) == 1);
        assertThat(sink.taken()).isEmpty();
        assertThat(sink.commands()).noneMatch(command -> command.startsWith("MAIL") || command.startsWith("AUTH"));
    }

    @Test
    void noneNeverEncrypts() throws Exception {
        sink.withStartTls(GOOD.server());
        send("'tls':'none'");
        taken(false);
    }

    @Test
    void opportunisticEncryptsWithAnyCertificate() throws Exception {
        sink.withStartTls(WRONG.server());
        send("'tls':'opportunistic'");
        taken(true);
    }

    @Test
    void opportunisticGoesInClearWhereThereIsNoTls() throws Exception {
        send("'tls':'opportunistic'");
        taken(false);
    }

    @Test
    void opportunisticGoesInClearWhereTlsIsBroken() throws Exception {
        sink.withBrokenTls();
        send("'tls':'opportunistic'");
        taken(false);
    }

    @Test
    void requiredEncryptsWithAnyCertificate() throws Exception {
        sink.withStartTls(WRONG.server());
        send("'tls':'required'");
        taken(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "verified"})
    void strictPoliciesNeverGoInClearWhereThereIsNoTls(String policy) throws Exception {
        send("'tls':'" + policy + "'");
        waits();
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "verified"})
    void strictPoliciesNeverGoInClearWhereTlsIsBroken(String policy) throws Exception {
        sink.withBrokenTls();
        send("'tls':'" + policy + "'");
        waits();
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "verified"})
    void strictPoliciesNeverGoInClearWhereStartTlsIsRefused(String policy) throws Exception {
        sink.withStartTls(GOOD.server()).answering("STARTTLS", "454 4.7.0 not now");
        send("'tls':'" + policy + "'");
        waits();
    }

    @Test
    void verifiedTakesATrustedCertificateForTheName() throws Exception {
        sink.withStartTls(GOOD.server());
        send("'tls':'verified','user':'us','password':'secret'");
        taken(true);
        assertThat(sink.taken().get(0).password()).isEqualTo("secret");
    }

    @Test
    void verifiedRefusesACertificateThatIsNotTrusted() throws Exception {
        sink.withStartTls(WRONG.server());
        send("'tls':'verified','user':'us','password':'secret'");
        waits();
    }

    @Test
    void verifiedRefusesATrustedCertificateOfAnotherName() throws Exception {
        server.trusted = Encryption.ofTrusted(WRONG.client());
        sink.withStartTls(WRONG.server());
        send("'tls':'verified'");
        waits();
    }

    @Test
    void aPinnedCertificateIsTakenWhateverItsName() throws Exception {
        sink.withStartTls(WRONG.server());
        send("'pins':['" + WRONG.fingerprint() + "']");
        taken(true);
    }

    @Test
    void anotherCertificateThanThePinnedIsRefused() throws Exception {
        sink.withStartTls(GOOD.server());
        send("'pins':['" + WRONG.fingerprint() + "']");
        waits();
    }

    @Test
    void arefusedPasswordLeavesTheMailWaiting() throws Exception {
        sink.withStartTls(GOOD.server()).answering("AUTH", "535 5.7.8 wrong");
        send("'user':'us','password':'secret'");
        soon().until(() -> server.figures.counted("default", RouteFigures.Outcome.DEFERRED) == 1);
        assertThat(server.bounced()).isEmpty();
    }
}
