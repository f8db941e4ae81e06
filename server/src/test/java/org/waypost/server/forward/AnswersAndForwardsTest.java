package org.waypost.server.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.mailet.Mail;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.server.composition.MemoryServer;
import org.waypost.testing.smtp.SmtpSender;

/** Automatic answers and forwards through the pipeline that is shipped, by SMTP, over stores in memory. */
class AnswersAndForwardsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WRITER = "writer@example.org";

    private static MemoryServer server;

    @BeforeAll
    static void start() throws Exception {
        server = MemoryServer.start(Map.of());
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private static String message(String to, String subject) {
        return "From: " + WRITER + "\r\nTo: " + to + "\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject
                + "@example.org>\r\n\r\nthe text";
    }

    private static void send(String from, String to, String subject) throws Exception {
        assertThat(server.send(from, to, message(to, subject))).isEqualTo(new SmtpSender.Accepted());
    }

    private static void inboxHas(String user, int messages) {
        Awaitility.await("the INBOX of " + user)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.inbox(Username.of(user))).hasSize(messages));
    }

    private static void idle() {
        Awaitility.await("nothing is on its way")
                .atMost(PATIENCE)
                .during(Duration.ofMillis(500))
                .until(server::isIdle);
    }

    private static Mail relayedTo(String address) {
        return Awaitility.await("a mail for " + address)
                .atMost(PATIENCE)
                .until(
                        () -> server.relayed().stream()
                                .filter(mail -> mail.getRecipients().stream()
                                        .anyMatch(recipient ->
                                                recipient.asString().equals(address)))
                                .findFirst()
                                .orElse(null),
                        found -> found != null);
    }

    @Test
    @Tag("feature-145")
    void aStrangerGetsOneAnswer() throws Exception {
        server.user("away@example.test");
        server.says(
                Username.of("away@example.test"), "autoReply", "replies: [{enabled: true, subject: Away, text: away}]");
        String stranger = "stranger1@example.org";

        send(stranger, "away@example.test", "one");
        send(stranger, "away@example.test", "two");
        inboxHas("away@example.test", 2);
        idle();

        assertThat(server.relayed().stream()
                        .filter(mail -> mail.getRecipients().toString().contains(stranger)))
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.getMaybeSender().isNullSender()).isTrue();
                    assertThat(answer.getMessage().getHeader("Auto-Submitted", ","))
                            .isEqualTo("auto-replied");
                    assertThat(answer.getMessage().getHeader("In-Reply-To", ","))
                            .isIn("<one@example.org>", "<two@example.org>");
                });
    }

    @Test
    @Tag("feature-145")
    void twoWhoAreAwayExchangeOneAnswer() throws Exception {
        for (String user : new String[] {"away-a@example.test", "away-b@example.test"}) {
            server.user(user);
            server.says(Username.of(user), "autoReply", "replies: [{enabled: true, subject: Away, text: away}]");
        }

        send("away-a@example.test", "away-b@example.test", "hello");

        inboxHas("away-b@example.test", 1);
        inboxHas("away-a@example.test", 1);
        idle();
        inboxHas("away-b@example.test", 1);
        inboxHas("away-a@example.test", 1);
    }

    @Test
    @Tag("feature-144")
    void aForwardLeavesWithARewrittenSenderWhichTakesItsBounceAndNothingElse() throws Exception {
        server.user("bob@example.test");
        server.says(Username.of("bob@example.test"), "forward", "targets: [bob@elsewhere.example]");

        send(WRITER, "bob@example.test", "forwarded");
        inboxHas("bob@example.test", 1);
        MailAddress rewritten =
                relayedTo("bob@elsewhere.example").getMaybeSender().get();
        assertThat(rewritten.asString()).matches("SRS0=\\w{6}=\\w\\w=example\\.org=writer@example\\.test");

        String forged = rewritten.asString().replaceFirst("SRS0=......", "SRS0=aaaaaa");
        assertThat(server.send("", forged, message(forged, "bounce")))
                .isEqualTo(new SmtpSender.Refused("550 5.7.1 The address is forged"));
        assertThat(server.send("mallory@example.net", rewritten.asString(), message("x@example.org", "spam")))
                .isEqualTo(new SmtpSender.Refused("550 5.7.1 The address takes bounces only"));
        send("", rewritten.asString(), "bounce");
        assertThat(relayedTo(WRITER).getMaybeSender().isNullSender()).isTrue();
    }

    @Test
    @Tag("feature-144")
    void aCircleOfThreeDeliversOnce() throws Exception {
        String[] ring = {"ring-a@example.test", "ring-b@example.test", "ring-c@example.test"};
        for (String user : ring) {
            server.user(user);
        }
        for (int index = 0; index < ring.length; index++) {
            server.says(
                    Username.of(ring[index]), "forward", "{keepCopy: false, targets: [" + ring[(index + 1) % 3] + "]}");
        }

        send(WRITER, ring[0], "round");

        inboxHas(ring[0], 1);
        idle();
        inboxHas(ring[0], 1);
        inboxHas(ring[1], 0);
        inboxHas(ring[2], 0);
        assertThat(server.inbox(Username.of(ring[0])).get(0)).contains("X-Waypost-Not-Forwarded:");
    }

    @Test
    @Tag("feature-144")
    void aMailThatComesBackFromAnotherServerIsNotForwardedAgain() throws Exception {
        server.user("dora@example.test");
        server.says(
                Username.of("dora@example.test"), "forward", "{keepCopy: false, targets: [dora@elsewhere.example]}");

        assertThat(server.send(
                        WRITER,
                        "dora@example.test",
                        "Delivered-To: dora@example.test\r\n" + message("dora@example.test", "back")))
                .isEqualTo(new SmtpSender.Accepted());

        inboxHas("dora@example.test", 1);
        idle();
        assertThat(server.relayed().stream()
                        .filter(mail -> mail.getRecipients().toString().contains("dora")))
                .isEmpty();
    }
}
