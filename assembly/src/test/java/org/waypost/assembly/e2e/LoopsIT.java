package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;

/**
 * Mail that would go round ends, with a number of mails that is known: between two who answer automatically, in forwards that lead
 * back, here and over Postfix as the server of others, and with a forward that bounces.
 */
@Tag("feature-144")
@Tag("feature-145")
@ExtendWith(SharedServer.class)
class LoopsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String OTHERS = "second.test";
    private static final String WORLD = "third.test";

    private static BundleServer server;
    private static Postfix postfix;

    private Account alice;
    private Account bob;
    private Account carol;
    private Account witness;

    @BeforeAll
    static void start(BundleServer shared) throws Exception {
        server = shared;
        int port = Postfix.freePort();
        server.webAdmin()
                .json(
                        "PUT",
                        "/waypost/routes/loops",
                        "{\"when\":{\"recipientDomains\":[\"" + OTHERS + "\",\"" + WORLD + "\"]},\"hops\":[\"127.0.0.1:"
                                + port + "\"],\"retry\":\"1s\"}");
        postfix = Postfix.start(
                port,
                server.port(Endpoint.SMTP),
                List.of(OTHERS, WORLD),
                List.of(
                        "/^back\\.(.*)@second\\.test$/ $1@" + BundleServer.DOMAIN,
                        "/^writer\\.(.*)@third\\.test$/ $1@" + BundleServer.DOMAIN));
    }

    @AfterAll
    static void stop() throws Exception {
        if (postfix != null) {
            postfix.close();
        }
        server.webAdmin().call("DELETE", "/waypost/routes/loops", "");
    }

    @BeforeEach
    void users() throws Exception {
        alice = server.user("alice");
        bob = server.user("bob");
        carol = server.user("carol");
        witness = server.user("witness");
    }

    /** The address at Postfix that leads back to a user of ours. */
    private static String back(Account account) {
        return "back." + local(account) + "@" + OTHERS;
    }

    /** Who writes from elsewhere; what comes back to him arrives at the witness. */
    private String writer() {
        return "writer." + local(witness) + "@" + WORLD;
    }

    private static String local(Account account) {
        return account.address().substring(0, account.address().indexOf('@'));
    }

    private void forward(Account from, String to) throws Exception {
        server.webAdmin()
                .json(
                        "PATCH",
                        "/waypost/settings/users/" + from.address() + "/forward",
                        "{\"targets\":[\"" + to + "\"],\"keepCopy\":false}");
    }

    private void away(Account account) throws Exception {
        server.webAdmin()
                .json(
                        "POST",
                        "/vacation/" + account.address(),
                        "{\"enabled\":true,\"subject\":\"away " + account.address() + "\",\"textBody\":\"away\"}");
    }

    private void stranger(String to, String subject) throws Exception {
        Swaks.mail(server.address(Endpoint.SMTP), writer(), to, subject).run().succeeded();
    }

    private void colleague(Account from, String to, String subject) throws Exception {
        Swaks.authenticated(
                        Swaks.mail(server.address(Endpoint.SUBMISSION), from.address(), to, subject)
                                .with("--tls"),
                        from)
                .run()
                .succeeded();
    }

    private List<String> inbox(Account account) throws Exception {
        return server.mailboxes(account).subjects("INBOX");
    }

    private void has(Account account, String... subjects) {
        Awaitility.await("the mails of " + account.address())
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(inbox(account)).containsExactlyInAnyOrder(subjects));
    }

    /** Nothing is on its way any more, here or there. */
    private void quiet() {
        Awaitility.await("the queues are empty")
                .atMost(PATIENCE)
                .during(Duration.ofSeconds(2))
                .until(() -> {
                    int here = 0;
                    for (String queue : List.of("spool", "outgoing-loops")) {
                        here += server.webAdmin()
                                .json("GET", "/mailQueues/" + queue, "")
                                .get("size")
                                .asInt();
                    }
                    return here == 0;
                });
    }

    @Test
    void twoWhoAnswerAutomaticallySendOneAnswer() throws Exception {
        away(alice);
        away(bob);

        colleague(alice, bob.address(), "to one who is away too");

        has(alice, "away " + bob.address());
        quiet();
        has(alice, "away " + bob.address());
        has(bob, "to one who is away too");
    }

    @Test
    void aMailingListGetsNoAnswer() throws Exception {
        away(alice);
        away(bob);
        String list = "list." + local(carol) + "@" + BundleServer.DOMAIN;
        for (Account member : List.of(alice, bob, carol)) {
            server.webAdmin().json("PUT", "/address/groups/" + list + "/" + member.address(), "");
        }

        colleague(carol, list, "to all");

        has(bob, "to all");
        has(alice, "to all");
        quiet();
        has(carol, "to all");
    }

    @Test
    void aForwardCircleOverThreeAccountsDeliversOnce() throws Exception {
        forward(alice, bob.address());
        forward(bob, carol.address());
        forward(carol, alice.address());

        stranger(alice.address(), "round");

        has(alice, "round");
        quiet();
        has(alice, "round");
        has(bob);
        has(carol);
        assertThat(server.mailboxes(alice).header("INBOX", "X-Waypost-Not-Forwarded"))
                .singleElement()
                .asString()
                .contains("forwarded by " + alice.address() + " before");
    }

    @Test
    void aForwardCircleOverAnotherServerDeliversOnce() throws Exception {
        forward(alice, back(alice));
        long before = postfix.taken();

        stranger(alice.address(), "round the world");

        has(alice, "round the world");
        quiet();
        has(alice, "round the world");
        assertThat(postfix.taken() - before).as(postfix.words()).isEqualTo(1);
        assertThat(server.mailboxes(alice).header("INBOX", "Return-Path"))
                .singleElement()
                .asString()
                .startsWith("<SRS0=")
                .endsWith("=third.test=writer." + local(witness) + "@" + BundleServer.DOMAIN + ">");
    }

    @Test
    void aForwardThatBouncesIsToldToTheWriterOnce() throws Exception {
        forward(bob, "nobody@" + OTHERS);

        stranger(bob.address(), "to be bounced");

        Awaitility.await("the bounce").atMost(PATIENCE).untilAsserted(() -> assertThat(inbox(witness))
                .hasSize(1));
        quiet();
        assertThat(inbox(witness)).hasSize(1);
        assertThat(inbox(witness).get(0)).contains("to be bounced");
        assertThat(server.mailboxes(witness).header("INBOX", "Return-Path")).containsExactly("<>");
        has(bob);
    }

    @Test
    void aForwardedBounceThatBouncesEnds() throws Exception {
        forward(bob, "nobody@" + OTHERS);

        colleague(bob, "nobody-else@" + OTHERS, "bounces to one whose forward bounces");

        quiet();
        has(bob);
        assertThat(inbox(witness)).isEmpty();
    }

    @Test
    void rewrittenSendersTakeBouncesOnly() throws Exception {
        forward(bob, back(alice));
        stranger(bob.address(), "to learn a rewritten sender");
        has(alice, "to learn a rewritten sender");
        String rewritten =
                server.mailboxes(alice).header("INBOX", "Return-Path").get(0).replaceAll("[<>]", "");
        String forged = rewritten.replaceFirst("SRS0=......", "SRS0=aaaaaa");

        assertThat(rcpt("<>", rewritten).output()).containsPattern("250 2.1.5");
        assertThat(rcpt("<>", forged).output()).contains("550 5.7.1 The address is forged");
        assertThat(rcpt("mallory@third.test", rewritten).output()).contains("550 5.7.1 The address takes bounces only");
    }

    private Program.Ended rcpt(String from, String to) throws Exception {
        return Swaks.mail(server.address(Endpoint.SMTP), from, to, "x")
                .with("--quit-after", "RCPT")
                .run();
    }
}
