package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;
import org.waypost.testing.smtp.SinkCertificate;
import org.waypost.testing.smtp.SmtpSink;

/** Routes that are made and changed on the running server, and what other servers see of them. */
@ExtendWith(SharedServer.class)
class RoutingIT {
    private static final String UNDELIVERABLE = "var/mail/undeliverable-bounces";
    private static final int NOT_FOUND = 5;

    private static BundleServer server;
    private static Account alice;
    private static Account bob;

    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final String there = "there-" + mark + ".test";

    @BeforeAll
    static void users(BundleServer shared) throws Exception {
        server = shared;
        alice = server.user("alice");
        bob = server.user("bob");
    }

    private static Program.Ended call(String... arguments) throws Exception {
        return server.command(arguments).run();
    }

    private static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(60));
    }

    private void send(Account from, String to) throws Exception {
        Swaks.authenticated(
                        Swaks.mail(server.address(Endpoint.SUBMISSION), from.address(), to, "routed " + mark)
                                .with("--tls"),
                        from)
                .run()
                .succeeded();
    }

    private static String hop(SmtpSink sink) {
        return "127.0.0.1:" + sink.port();
    }

    @Test
    @Tag("feature-116")
    @Tag("feature-117")
    @Tag("feature-118")
    @Tag("feature-119")
    void oneLeavesByOneAddressAllOthersByAnotherWithUserAndPassword() throws Exception {
        SinkCertificate certificate = SinkCertificate.of("dns:relay.test");
        int down;
        try (SmtpSink gone = SmtpSink.on("127.0.0.1")) {
            down = gone.port();
        }
        try (SmtpSink one = SmtpSink.on("127.0.0.1");
                SmtpSink two = SmtpSink.on("127.0.0.1").withStartTls(certificate.server())) {
            call(
                            "route",
                            "set",
                            "one-" + mark,
                            "--order",
                            "1",
                            "--sender",
                            alice.address(),
                            "--recipient-domain",
                            there,
                            "--source4",
                            "127.0.0.2",
                            "--helo",
                            "out.one.test",
                            "--hop",
                            hop(one),
                            "--tls",
                            "none")
                    .succeeded();
            server.command(
                            "route",
                            "set",
                            "two-" + mark,
                            "--order",
                            "2",
                            "--recipient-domain",
                            there,
                            "--source4",
                            "127.0.0.3",
                            "--hop",
                            "127.0.0.1:" + down + "," + hop(two),
                            "--pin",
                            certificate.fingerprint(),
                            "--user",
                            "us",
                            "--password-stdin")
                    .input("secret " + mark + "\n")
                    .run()
                    .succeeded();

            send(alice, "x@" + there);
            send(bob, "x@" + there);

            soon("both arrive")
                    .until(() -> one.taken().size() == 1 && two.taken().size() == 1);
            assertThat(one.taken().get(0).peer()).isEqualTo("127.0.0.2");
            assertThat(one.taken().get(0).helo()).isEqualTo("out.one.test");
            assertThat(one.taken().get(0).from()).contains(alice.address());
            assertThat(two.taken().get(0).peer()).isEqualTo("127.0.0.3");
            assertThat(two.taken().get(0).encrypted()).isTrue();
            assertThat(two.taken().get(0).user()).isEqualTo("us");
            assertThat(two.taken().get(0).password()).isEqualTo("secret " + mark);

            assertThat(call("route", "show", "two-" + mark).succeeded())
                    .contains("passwordSet: true")
                    .doesNotContain("secret");
            assertThat(call("route", "export").succeeded())
                    .contains("two-" + mark)
                    .doesNotContain("secret");
            assertThat(call("route", "explain", alice.address(), "x@" + there).succeeded())
                    .contains("one-" + mark + " takes it");
            assertThat(call("route", "test", "one-" + mark).succeeded())
                    .contains("ok")
                    .contains("QUIT");
            assertThat(one.taken()).hasSize(1);
            assertThat(call("route", "test", "two-" + mark).output())
                    .contains("failed  127.0.0.1:" + down)
                    .contains("AUTH as us: 235");
            assertThat(call("route", "check", "two-" + mark).output()).contains("source 127.0.0.3");
            assertThat(server.webAdmin().json("GET", "/mailQueues", "").toString())
                    .contains("outgoing-two-" + mark);
        } finally {
            call("route", "remove", "one-" + mark).succeeded();
            call("route", "remove", "two-" + mark).succeeded();
        }
        assertThat(call("route", "show", "one-" + mark).code()).isEqualTo(NOT_FOUND);
    }

    @Test
    @Tag("feature-116")
    void mailThatIsQueuedFollowsAChangeAndARemovalOfItsRoute() throws Exception {
        String route = "later-" + mark;
        try (SmtpSink busy = SmtpSink.on("127.0.0.1").answering("RCPT", "450 4.2.1 later");
                SmtpSink ready = SmtpSink.on("127.0.0.1")) {
            call(
                            "route",
                            "set",
                            route,
                            "--order",
                            "1",
                            "--recipient-domain",
                            there,
                            "--hop",
                            hop(busy),
                            "--retry",
                            "1h")
                    .succeeded();
            call(
                            "route",
                            "set",
                            "z" + route,
                            "--order",
                            "2",
                            "--recipient-domain",
                            there,
                            "--hop",
                            hop(ready),
                            "--source4",
                            "127.0.0.3")
                    .succeeded();
            send(alice, "x@" + there);
            soon("it was tried").until(() -> busy.commands().stream().anyMatch(line -> line.startsWith("RCPT")));
            soon("it waits")
                    .until(() -> server.webAdmin()
                                    .json("GET", "/mailQueues/outgoing-" + route, "")
                                    .get("size")
                                    .asInt()
                            == 1);

            call("route", "set", route, "--hop", hop(ready), "--source4", "127.0.0.2")
                    .succeeded();
            soon("it follows the change").until(() -> ready.taken().size() == 1);
            assertThat(ready.taken().get(0).peer()).isEqualTo("127.0.0.2");

            call("route", "set", route, "--hop", hop(busy)).succeeded();
            send(alice, "y@" + there);
            soon("it was tried").until(() -> busy.commands().stream().anyMatch(line -> line.startsWith("RCPT TO:<y")));
            call("route", "remove", route).succeeded();
            soon("it takes the other route").until(() -> ready.taken().size() == 2);
            assertThat(ready.taken().get(1).peer()).isEqualTo("127.0.0.3");
        } finally {
            call("route", "remove", route);
            call("route", "remove", "z" + route).succeeded();
        }
    }

    @Test
    @Tag("feature-120")
    void theSenderIsToldOfAFailureAndOneWithoutASenderIsKept() throws Exception {
        try (SmtpSink sink = SmtpSink.on("127.0.0.1").answering("RCPT", "550 5.1.1 nobody here")) {
            call("route", "set", "no-" + mark, "--recipient-domain", there, "--hop", hop(sink))
                    .succeeded();
            send(alice, "x@" + there);

            soon("the report arrives")
                    .until(() -> server.mailboxes(alice).subjects("INBOX").contains("[FAILED] routed " + mark));

            // A stranger's mail to somebody whom nobody can reach: its bounce has no sender, and fails as well.
            String lost = server.user("lost").address();
            call("settings", "set", lost, "forward", "targets=[\"x@" + there + "\"]")
                    .succeeded();
            Swaks.mail(server.address(Endpoint.SMTP), "stranger@" + there, lost, "lost " + mark)
                    .run()
                    .succeeded();
            soon("the failure is kept").until(this::isKept);
        } finally {
            call("route", "remove", "no-" + mark).succeeded();
        }
    }

    private boolean isKept() throws Exception {
        for (var repository : server.webAdmin().json("GET", "/mailRepositories", "")) {
            // It is made with the first mail.
            if (repository.get("repository").asText().equals(UNDELIVERABLE)) {
                return mentions("/mailRepositories/" + repository.get("path").asText() + "/mails");
            }
        }
        return false;
    }

    private boolean mentions(String mails) throws Exception {
        for (var id : server.webAdmin().json("GET", mails, "")) {
            if (server.webAdmin()
                    .call("GET", mails + "/" + encoded(id.asText()), "")
                    .body()
                    .contains("stranger@" + there)) {
                return true;
            }
        }
        return false;
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8);
    }

    @Test
    @Tag("feature-116")
    void aWrongRouteIsRefusedWithFieldValueAndExpectation() throws Exception {
        Program.Ended ended = call("route", "set", "bad-" + mark, "--sender-domain", "a.test", "--source4", "nowhere");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("source4 is 'nowhere', expected an IPv4 address");
        assertThat(call("route", "show", "bad-" + mark).code()).isEqualTo(NOT_FOUND);
    }
}
