package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;

/** Forwards on the running server, set over WebAdmin and looked at with the command. */
@ExtendWith(SharedServer.class)
@Tag("feature-144")
class ForwardIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private BundleServer server;
    private Account writer;
    private Account bob;
    private Account carol;

    @BeforeEach
    void users(BundleServer shared) throws Exception {
        server = shared;
        writer = server.user("writer");
        bob = server.user("bob");
        carol = server.user("carol");
    }

    private void forward(Account from, String json) throws Exception {
        server.webAdmin().json("PATCH", "/waypost/settings/users/" + from.address() + "/forward", json);
    }

    private void send(String to, String subject) throws Exception {
        Swaks.authenticated(
                        Swaks.mail(server.address(Endpoint.SUBMISSION), writer.address(), to, subject)
                                .with("--tls"),
                        writer)
                .run()
                .succeeded();
    }

    private void arrives(Account account, String subject) {
        Awaitility.await(subject + " arrives").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        server.mailboxes(account).subjects("INBOX"))
                .contains(subject));
    }

    private void idle() {
        Awaitility.await("the queue is empty")
                .atMost(PATIENCE)
                .until(() -> server.webAdmin().queued() == 0);
    }

    @Test
    void targetsGetTheMailAndTheMailboxKeepsACopyUnlessToldOtherwise() throws Exception {
        Account dave = server.user("dave");
        forward(bob, "{\"targets\":[\"%s\",\"%s\"]}".formatted(carol.address(), dave.address()));

        send(bob.address(), "with a copy");
        arrives(carol, "with a copy");
        arrives(dave, "with a copy");
        arrives(bob, "with a copy");

        forward(bob, "{\"keepCopy\":false}");
        send(bob.address(), "without a copy");
        arrives(carol, "without a copy");
        arrives(dave, "without a copy");
        idle();
        assertThat(server.mailboxes(bob).subjects("INBOX")).containsExactly("with a copy");
    }

    @Test
    void whatTheDomainDoesNotAllowStaysWithTheReason() throws Exception {
        String domain = "d" + UUID.randomUUID().toString().substring(0, 8) + ".test";
        server.command("domain", "add", domain).run().succeeded();
        Account eve = new Account("eve@" + domain, "secret of eve");
        server.command("user", "add", eve.address(), "--password-stdin")
                .input(eve.password() + "\n")
                .run()
                .succeeded();
        server.webAdmin()
                .json(
                        "PATCH",
                        "/waypost/settings/domains/" + domain + "/forwardRules",
                        "{\"externalTargets\":false,\"mostTargets\":1}");
        forward(
                eve,
                "{\"targets\":[\"eve@elsewhere.example\",\"%s\",\"%s\"],\"keepCopy\":false}"
                        .formatted(carol.address(), bob.address()));

        send(eve.address(), "not to everybody");

        arrives(carol, "not to everybody");
        arrives(eve, "not to everybody");
        idle();
        assertThat(server.mailboxes(bob).subjects("INBOX")).isEmpty();
        assertThat(server.mailboxes(eve)
                        .header("INBOX", "X-Waypost-Not-Forwarded")
                        .get(0)
                        .replaceAll("\\s+", " "))
                .contains("eve@elsewhere.example: no targets of other servers are allowed in " + domain)
                .contains(bob.address() + ": more than 1 targets in " + domain);
    }

    @Test
    void theCommandTellsWhatWouldBecomeOfAMail() throws Exception {
        forward(bob, "{\"targets\":[\"%s\",\"x@elsewhere.example\"],\"keepCopy\":false}".formatted(carol.address()));
        Program.Ended told = server.command("forward", "test", bob.address(), "--sender", "dave@world.example")
                .run();

        assertThat(told.code()).as(told.output()).isZero();
        assertThat(told.output())
                .contains("to " + carol.address())
                .contains("to x@elsewhere.example")
                .containsPattern("as SRS0=\\w{6}=\\w\\w=world\\.example=dave@example\\.test")
                .contains(carol.address() + " keeps the mail");

        forward(carol, "{\"targets\":[\"%s\"]}".formatted(bob.address()));
        Program.Ended round = server.command("forward", "test", bob.address()).run();
        assertThat(round.code()).isEqualTo(1);
        assertThat(round.output()).contains("in a circle by " + bob.address());
        assertThat(server.command("forward", "test", "nobody@example.test")
                        .run()
                        .code())
                .isEqualTo(5);
    }

    @Test
    void wrongTargetsAreRefused() throws Exception {
        HttpResponse<String> answer = server.webAdmin()
                .call("PATCH", "/waypost/settings/users/" + bob.address() + "/forward", "{\"targets\":[\"somebody\"]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("targets[0]").contains("somebody").contains("a mail address");
    }
}
