package org.waypost.server.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Key;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;
import org.apache.james.core.Domain;
import org.apache.james.core.MaybeSender;
import org.apache.james.imapserver.netty.IMAPServerFactory;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.accounts.settings.Scope;
import org.waypost.matchers.quota.OverQuota;
import org.waypost.policy.quota.DomainUse;
import org.waypost.policy.quota.MailboxRoom;
import org.waypost.policy.quota.Use;
import org.waypost.policy.quota.WarnedStages;
import reactor.core.publisher.Mono;

/** Warnings before the limit, as they arrive in mailboxes. */
@Tag("feature-2")
class QuotaWarningsServerTest extends QuotaServer {
    @Test
    void whoIsRemovedIsWarnedAnewUnderTheSameName() throws Exception {
        WarnedStages stages = server.get(WarnedStages.class);
        stages.move(bob, WarnedStages.Resource.SIZE, 0, 80).block();

        for (Belongings each : server.get(new Key<Set<Belongings>>() {})) {
            Mono.from(each.remove(Scope.user(bob))).block();
        }

        assertThat(stages.of(bob).block()).isEmpty();
    }

    @Test
    void aWarningAboutTheQuotaIsNeverOverQuota() throws Exception {
        // The step would take the warning away from the very users whom it is for.
        count(bob, 0);
        MailImpl mail = MailImpl.builder()
                .name("warning")
                .sender(MaybeSender.nullSender())
                .addRecipient(bob.asMailAddress())
                .mimeMessage(parsed("Subject: full\r\n\r\nfull"))
                .build();
        OverQuota over = server.get(OverQuota.class);
        assertThat(over.match(mail)).containsExactly(bob.asMailAddress());

        mail.setAttribute(new Attribute(AttributeName.of("org.waypost.notice"), AttributeValue.of(MailboxRoom.NOTICE)));

        assertThat(over.match(mail)).isEmpty();
    }

    @Test
    @Tag("feature-130")
    @Tag("feature-131")
    void aUserIsWarnedOnceAStageAndAgainAfterAFall() throws Exception {
        count(bob, 10);
        set(Scope.user(bob), "quotaWarnings", "{\"stages\": [{\"percent\": 30}, {\"percent\": 60}], \"folders\": 3}");
        for (int mail = 1; mail <= 3; mail++) {
            deliver(bob, "mail " + mail, 100);
        }
        warned(1, "30 %");
        // The warning itself is in the mailbox: that is 4.
        deliver(bob, "mail 4", 100);
        deliver(bob, "mail 5", 100);
        warned(2, "60 %");

        deleteAll(bob);
        used(bob, 0);
        for (int mail = 6; mail <= 8; mail++) {
            deliver(bob, "mail " + mail, 100);
        }
        warned(1, "30 %");
        assertThat(warnings().get(0)).contains("INBOX");
    }

    private List<String> warnings() throws Exception {
        return server.inbox(bob).stream()
                .filter(message -> message.contains("Auto-Submitted: auto-generated"))
                .toList();
    }

    private void warned(int times, String last) {
        Awaitility.await(times + " warnings").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(warnings())
                .hasSize(times));
        Awaitility.await()
                .untilAsserted(() -> assertThat(warnings().get(times - 1)).contains(last));
    }

    @Test
    @Tag("feature-132")
    void theWordsAreThoseOfTheUserAndTheAdministratorGetsThoseOfTheDomain() throws Exception {
        count(bob, 1);
        set(
                Scope.domain(Domain.of(domain)),
                "quotaWarnings",
                "{\"language\": \"de\", \"administrator\": \"alice@" + domain + "\"}");
        set(
                Scope.user(bob),
                "quotaWarnings",
                "{\"language\": \"ja\", \"texts\": {\"ja\": {\"subject\": \"{{user}} は {{percent}} %\","
                        + " \"text\": \"残りわずか {{count}}/{{countLimit}}\", \"html\": \"<b>{{user}} 残りわずか</b>\"}}}");

        deliver(bob, "the only one", 100);

        warned(1, "");
        MimeMessage warning = parsed(warnings().get(0));
        assertThat(warning.getSubject()).isEqualTo(bob.asString() + " は 100 %");
        MimeMultipart parts = (MimeMultipart) warning.getContent();
        assertThat(parts.getBodyPart(0).getContent().toString()).startsWith("残りわずか 1/1");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(parts.getBodyPart(1).getContent().toString()).contains("<b>" + bob.asString() + " 残りわずか</b>");
        assertThat(warning.getHeader("Return-Path", null)).isEqualTo("<>");
        Awaitility.await().untilAsserted(() -> assertThat(server.inbox(alice)).anyMatch(message -> {
            try {
                return parsed(message).getSubject().equals("Das Postfach " + bob.asString() + " ist zu 100 % voll");
            } catch (javax.mail.MessagingException e) {
                return false;
            }
        }));
    }

    @Test
    @Tag("feature-130")
    void theLargestFoldersAreListedAndAFullMailboxTakesTheWarning() throws Exception {
        MailboxManager mailboxes = server.get(MailboxManager.class);
        MailboxSession session = mailboxes.createSystemSession(bob);
        mailboxes.createMailbox(MailboxPath.forUser(bob, "Archive"), session);
        try (Lines client = new Lines(port(IMAPServerFactory.class))) {
            client.imap("LOGIN " + bob.asString() + " secret");
            String message = "Subject: large\r\n\r\n" + body(30_000);
            client.append(message);
            client.imap("SELECT INBOX");
            assertThat(client.imap("MOVE 1 Archive")).startsWith("a OK");
        }
        deliver(bob, "small", 1_000);
        used(bob, 2);
        Use now = server.get(DomainUse.class).of(bob).block();
        size(bob, now.bytes() + 200);
        set(Scope.user(bob), "quota", "{\"grace\": 0}");

        assertThat(append(bob, "Subject: last\r\n\r\n" + body(72))).startsWith("a OK");

        warned(1, "Archive");
        String text = warnings().get(0);
        assertThat(text.indexOf("Archive")).isLessThan(text.lastIndexOf("INBOX"));
        assertThat(rcpt(" SIZE=200", bob.asString())).startsWith("452");
    }
}
