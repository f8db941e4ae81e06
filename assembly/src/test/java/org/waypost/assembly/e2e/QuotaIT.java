package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;

/** Quotas of users and domains on the bundle: refusals with swaks, the total over two protocols, and warnings. */
@ExtendWith(SharedServer.class)
@Tag("feature-2")
class QuotaIT {
    private static final String OUTSIDE = "stranger@example.org";

    private BundleServer server;
    private String domain;
    private Account alice;
    private Account bob;

    @BeforeEach
    void users(BundleServer shared) throws Exception {
        server = shared;
        domain = "q" + UUID.randomUUID().toString().substring(0, 8) + ".test";
        server.command("domain", "add", domain).run().succeeded();
        alice = server.user("alice", domain);
        bob = server.user("bob", domain);
    }

    @Test
    @Tag("feature-129")
    void aFullMailboxIsRefusedAtRcptWithEitherCode() throws Exception {
        server.command("quota", "set", bob.address(), "--count", "1").run().succeeded();
        mail(bob, "fits").run().succeeded();
        assertArrives(bob, "fits");

        assertRefused(mail(bob, "no room"), "452 4.2.2 The mailbox is full");
        assertRefused(
                Swaks.mail(server.address(Endpoint.LMTP), OUTSIDE, bob.address(), "no room")
                        .with("--protocol", "LMTP"),
                "452 4.2.2");
        settings("users/" + bob.address() + "/quota", "{\"code\":552,\"text\":\"Bob has no room\"}");
        assertRefused(mail(bob, "no room"), "552 5.2.2 Bob has no room");
    }

    @Test
    void mailMayGoAboveTheLimitByTheGraceOnly() throws Exception {
        server.command("quota", "set", bob.address(), "--count", "2").run().succeeded();
        settings("users/" + bob.address() + "/quota", "{\"grace\":50}");
        settings("users/" + bob.address() + "/quotaWarnings", "{\"enabled\":false}");
        fill(1, 3);

        assertRefused(mail(bob, "above the grace"), "452 4.2.2");
        assertThatThrownBy(() -> server.mailboxes(bob).append("INBOX", "none for clients", "x"))
                .isInstanceOf(MessagingException.class);
    }

    @Test
    void anAliasIsRefusedWhenAllItsUsersAreFull() throws Exception {
        server.webAdmin().call("PUT", "/address/groups/team@" + domain + "/" + alice.address(), "");
        server.webAdmin().call("PUT", "/address/groups/team@" + domain + "/" + bob.address(), "");
        server.command("quota", "set", bob.address(), "--count", "0").run().succeeded();
        Account team = new Account("team@" + domain, "");

        mail(team, "one has room").run().succeeded();
        assertArrives(alice, "one has room");
        server.command("quota", "set", alice.address(), "--count", "0").run().succeeded();
        assertRefused(mail(team, "none has"), "452 4.2.2");
    }

    @Test
    void theTotalOfADomainReachedByOneUserHoldsForTheOtherOverSmtpAndImap() throws Exception {
        server.command("quota", "set", domain, "--total-size", "20K", "--total-count", "1")
                .run()
                .succeeded();
        server.mailboxes(alice).append("INBOX", "all there is", "x".repeat(1_000));
        Awaitility.await("the use of the domain").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        server.webAdmin()
                                .json("GET", "/waypost/quota/domains/" + domain, "")
                                .at("/used/count")
                                .asLong())
                .isEqualTo(1));

        assertThatThrownBy(() -> server.mailboxes(bob).append("INBOX", "too much", "x"))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("OVERQUOTA");
        assertRefused(mail(bob, "too much"), "452 4.2.2");

        assertThat(server.command("quota", "domain", domain).run().succeeded())
                .contains("total size 20K, messages 1", alice.address() + ": size 1");
        server.command("quota", "set", domain, "--total-count", "default").run().succeeded();
        server.mailboxes(bob).append("INBOX", "room again", "x");
        assertThat(server.mailboxes(bob).subjects("INBOX")).containsExactly("room again");
    }

    @Test
    @Tag("feature-130")
    @Tag("feature-131")
    @Tag("feature-132")
    void aUserIsWarnedInJapaneseAtBothStagesAndAgainAfterAFall() throws Exception {
        server.command("quota", "set", bob.address(), "--count", "10").run().succeeded();
        settings(
                "domains/" + domain + "/quotaWarnings",
                "{\"stages\":[{\"percent\":30},{\"percent\":60}],\"language\":\"de\",\"administrator\":\""
                        + alice.address() + "\"}");
        settings("users/" + bob.address() + "/quotaWarnings", "{\"language\":\"ja\"}");
        fill(1, 3);
        assertArrives(bob, japanese(30));
        assertArrives(alice, "Das Postfach " + bob.address() + " ist zu 30 % voll");
        fill(4, 5);
        assertArrives(bob, japanese(60));
        MimeMessage warning = server.mailboxes(bob).message("INBOX", japanese(60));
        MimeMultipart parts = (MimeMultipart) warning.getContent();
        assertThat(parts.getBodyPart(0).getContent().toString()).contains("メール数: 6 / 10", "INBOX");
        assertThat(parts.getBodyPart(1).getContent().toString()).contains("<html lang=\"ja\">", "INBOX");

        for (String subject : List.copyOf(server.mailboxes(bob).subjects("INBOX"))) {
            server.mailboxes(bob).expunge("INBOX", javax.mail.internet.MimeUtility.decodeText(subject));
        }
        assertThat(server.mailboxes(bob).subjects("INBOX")).isEmpty();
        fill(6, 8);
        assertArrives(bob, japanese(30));
    }

    private static String japanese(int percent, Account user) {
        return "メールボックス " + user.address() + " の使用率が " + percent + " % になりました";
    }

    private String japanese(int percent) {
        return japanese(percent, bob);
    }

    private void fill(int first, int last) throws Exception {
        for (int number = first; number <= last; number++) {
            mail(bob, "mail " + number).run().succeeded();
            assertArrives(bob, "mail " + number);
        }
    }

    private void settings(String path, String json) throws Exception {
        server.webAdmin().json("PATCH", "/waypost/settings/" + path, json);
    }

    private Program mail(Account to, String subject) {
        return Swaks.mail(server.address(Endpoint.SMTP), OUTSIDE, to.address(), subject);
    }

    private static void assertRefused(Program mail, String answer) throws Exception {
        Program.Ended ended = mail.run();
        assertThat(ended.code()).isNotZero();
        assertThat(ended.output()).contains("<** " + answer);
    }

    private void assertArrives(Account account, String subject) {
        Awaitility.await(subject + " arrives").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        decoded(server.mailboxes(account).subjects("INBOX")))
                .contains(subject));
    }

    private static List<String> decoded(List<String> subjects) throws Exception {
        java.util.ArrayList<String> decoded = new java.util.ArrayList<>();
        for (String subject : subjects) {
            decoded.add(javax.mail.internet.MimeUtility.decodeText(javax.mail.internet.MimeUtility.unfold(subject)));
        }
        return decoded;
    }
}
