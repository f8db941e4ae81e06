package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.mail.internet.MimeUtility;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;

/** What the rules of users do to mail from strangers, at the end of DATA and after it. */
@ExtendWith(SharedServer.class)
@Tag("feature-62")
class UserRulesIT {
    private static final String STRANGER = "stranger@example.org";

    private BundleServer server;
    private Account bob;

    @BeforeEach
    void users(BundleServer shared) throws Exception {
        server = shared;
        bob = server.user("ruled");
    }

    private void rules(Account account, String... rules) throws Exception {
        server.webAdmin()
                .json(
                        "PUT",
                        "/waypost/settings/users/" + account.address() + "/rules",
                        "{\"rules\": [" + String.join(", ", rules) + "]}");
    }

    private static String rule(String name, String subject, String action) {
        return "{\"name\": \"" + name + "\", \"conditions\": [{\"headers\": [\"Subject\"], \"contains\": [\"" + subject
                + "\"]}], " + action + "}";
    }

    private Program mail(String to, String subject) {
        return Swaks.mail(server.address(Endpoint.SMTP), STRANGER, to, subject);
    }

    private void assertArrives(Account account, String folder, String subject) {
        Awaitility.await(subject + " arrives").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        server.mailboxes(account).subjects(folder))
                .contains(subject));
    }

    @Test
    void aMessageThatItsOnlyRecipientRefusesIsRefusedAtTheEndOfData() throws Exception {
        rules(bob, rule("no invoices", "счёт", "\"action\": \"refuse\", \"text\": \"No invoices please\""));

        Program.Ended refused = mail(bob.address(), "=?koi8-r?B?89ex1A==?= =?UTF-8?B?0KHRh9GR0YI=?=")
                .run();
        mail(bob.address(), "a letter").run().succeeded();

        assertThat(refused.code()).isNotZero();
        assertThat(refused.output()).contains("<** 550 5.7.1 No invoices please");
        assertArrives(bob, "INBOX", "a letter");
        assertThat(server.mailboxes(bob).subjects("INBOX")).containsExactly("a letter");
    }

    @Test
    void theOtherRecipientGetsItAndTheRefuserFindsItWhereTheRuleSays() throws Exception {
        Account ann = server.user("unruled");
        rules(bob, rule("no offers", "offer", "\"action\": \"refuse\", \"folder\": \"Unwanted\""));

        mail(bob.address() + "," + ann.address(), "an offer for both").run().succeeded();

        assertArrives(ann, "INBOX", "an offer for both");
        assertArrives(bob, "Unwanted", "an offer for both");
        assertThat(server.mailboxes(bob).subjects("INBOX")).isEmpty();
        List<String> reasons = server.mailboxes(bob).header("Unwanted", "X-Waypost-Rule");
        assertThat(MimeUtility.unfold(reasons.get(0))).isEqualTo("refused by \"no offers\" of user:" + bob.address());
        assertThat(server.mailboxes(ann).header("INBOX", "X-Waypost-Rule")).isEmpty();
    }

    @Test
    void whatIsRefusedTooLateVanishesWithALineAndNobodyGetsABounce() throws Exception {
        Account ann = server.user("unruled");
        rules(bob, rule("never", "lottery", "\"action\": \"refuse\""));

        Swaks.authenticated(
                        Swaks.mail(
                                        server.address(Endpoint.SUBMISSION),
                                        ann.address(),
                                        bob.address() + "," + ann.address(),
                                        "the lottery")
                                .with("--tls"),
                        ann)
                .run()
                .succeeded();

        assertArrives(ann, "INBOX", "the lottery");
        awaitLog("recipient=" + bob.address() + " outcome='refused too late, discarded' rule=\"never\"");
        assertThat(server.mailboxes(bob).subjects("INBOX")).isEmpty();
        assertThat(server.mailboxes(ann).subjects("INBOX")).containsExactly("the lottery");
    }

    @Test
    void messagesAreFiledFlaggedAndDiscarded() throws Exception {
        rules(
                bob,
                rule("read", "read this", "\"action\": \"flag\", \"flags\": [\"\\\\Seen\"], \"then\": \"continue\""),
                rule("put", "this", "\"action\": \"file\", \"folder\": \"Lists/Неделя\""),
                rule("drop", "junk", "\"action\": \"discard\""));

        mail(bob.address(), "junk").run().succeeded();
        mail(bob.address(), "read this").run().succeeded();
        mail(bob.address(), "look at this").run().succeeded();

        assertArrives(bob, "Lists.Неделя", "read this");
        assertArrives(bob, "Lists.Неделя", "look at this");
        Mailboxes.Counters counters = server.mailboxes(bob).counters("Lists.Неделя");
        assertThat(counters.found()).isEqualTo(2);
        assertThat(counters.foundUnseen()).isEqualTo(1);
        awaitLog("recipient=" + bob.address() + " outcome='discarded' rule=\"drop\" of user:" + bob.address());
        assertThat(server.mailboxes(bob).subjects("INBOX")).isEmpty();
    }

    @Test
    void aForwardArrivesAndACircleEndsWhereItBegan() throws Exception {
        Account ann = server.user("circle");
        rules(bob, rule("on", "round", "\"action\": \"forward\", \"to\": [\"" + ann.address() + "\"]"));
        rules(ann, rule("on", "round", "\"action\": \"forward\", \"to\": [\"" + bob.address() + "\"]"));

        mail(bob.address(), "round and round").run().succeeded();

        // Bob's own, ann's from bob, and bob's from ann: there the circle ends.
        Awaitility.await("three mails").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(server.mailboxes(bob).subjects("INBOX")).hasSize(2);
            assertThat(server.mailboxes(ann).subjects("INBOX")).hasSize(1);
        });
        assertThat(server.mailboxes(bob).header("INBOX", "X-Waypost-Not-Forwarded"))
                .containsExactly("the mail was forwarded by " + bob.address() + " before");
        assertThat(server.mailboxes(ann).header("INBOX", "Delivered-To")).containsExactly(bob.address());
        assertThat(server.webAdmin().queued()).isZero();
        assertThat(server.mailboxes(bob).subjects("INBOX")).hasSize(2);
    }

    @Test
    void rulesOfTheDomainComeFirst() throws Exception {
        String domain = "rules-" + bob.address().substring(6, 14) + ".test";
        server.command("domain", "add", domain).run().succeeded();
        Account user = new Account("u@" + domain, "a long password 1");
        server.command("user", "add", user.address(), "--password-stdin")
                .input(user.password() + "\n")
                .run()
                .succeeded();
        rules(user, rule("mine", "tea", "\"action\": \"discard\""));
        server.webAdmin()
                .json(
                        "PUT",
                        "/waypost/settings/domains/" + domain + "/rules",
                        "{\"rules\": [" + rule("theirs", "tea", "\"action\": \"file\", \"folder\": \"Tea\"") + "]}");

        mail(user.address(), "tea").run().succeeded();

        assertArrives(user, "Tea", "tea");
    }

    @Test
    void theCommandTellsWhatWouldHappen() throws Exception {
        rules(
                bob,
                rule("other", "coffee", "\"action\": \"discard\""),
                rule("put", "tea", "\"action\": \"file\", \"folder\": \"Tea\""));
        Path message = Files.writeString(
                server.scratch("rules").resolve("message.eml"),
                "From: a@example.org\r\nSubject: TEA\r\n\r\nat five\r\n");

        String text = server.command("rules", "try", bob.address(), "--message", message.toString())
                .run()
                .succeeded();

        assertThat(text)
                .contains("no   other (user:" + bob.address() + ")")
                .contains("yes  put")
                .contains("Outcome: keep, folder Tea, rule put");
        assertThat(server.command("rules", "try", "nobody@example.test", "--message", message.toString())
                        .run()
                        .code())
                .isEqualTo(5);
        assertThat(server.mailboxes(bob).subjects("INBOX")).isEmpty();
    }

    private void awaitLog(String text) {
        Awaitility.await("in the log: " + text).atMost(Duration.ofSeconds(60)).until(() -> {
            try (Stream<Path> files = Files.walk(server.log())) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(path -> path.toString().endsWith(".log"))
                        .toList()) {
                    if (Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                            .contains(text)) {
                        return true;
                    }
                }
                return false;
            }
        });
    }
}
