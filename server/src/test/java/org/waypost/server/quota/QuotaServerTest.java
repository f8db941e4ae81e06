package org.waypost.server.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Key;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;
import org.apache.james.core.Domain;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.imapserver.netty.IMAPServerFactory;
import org.apache.james.lmtpserver.netty.LMTPServerFactory;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.apache.james.mailetcontainer.impl.MatcherConfigImpl;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.apache.james.protocols.lib.netty.AbstractServerFactory;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.lib.MappingSource;
import org.apache.james.server.core.MailImpl;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.matchers.quota.OverQuota;
import org.waypost.matchers.quota.QuotaAbove;
import org.waypost.policy.forward.Forwarding;
import org.waypost.policy.quota.DomainUse;
import org.waypost.policy.quota.DomainUseStore;
import org.waypost.policy.quota.MailboxRoom;
import org.waypost.policy.quota.RecipientRoom;
import org.waypost.policy.quota.Use;
import org.waypost.policy.quota.WarnedStages;
import org.waypost.policy.recipient.RecipientUsers;
import org.waypost.protocols.smtp.QuotaHook;
import org.waypost.server.composition.MemoryServer;
import reactor.core.publisher.Mono;

/** Quotas on a server in this JVM, over SMTP, LMTP and IMAP. Each test has a domain of its own. */
@Tag("feature-2")
class QuotaServerTest {
    private static final String LISTENER =
            """
            <%1$ss><%1$s enabled="true"><jmxName>%2$s</jmxName><bind>127.0.0.1:0</bind>
            <gracefulShutdown>false</gracefulShutdown><auth><requireSSL>false</requireSSL></auth>%3$s</%1$s></%1$ss>
            """;

    private static MemoryServer server;
    private static int domains;

    private String domain;
    private Username alice;
    private Username bob;

    @BeforeAll
    static void start() throws Exception {
        server = MemoryServer.start(Map.of(
                "imapserver.xml",
                LISTENER.formatted("imapserver", "imap", ""),
                "lmtpserver.xml",
                LISTENER.formatted("lmtpserver", "lmtp", "<handlerchain enableJmx=\"false\"/>"),
                "listeners.xml",
                "<listeners><executeGroupListeners>true</executeGroupListeners><listener>"
                        + "<class>org.waypost.mailets.quota.QuotaWarningListener</class></listener></listeners>"));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void users() throws Exception {
        domain = "d" + domains++ + ".test";
        alice = server.user("alice@" + domain);
        bob = server.user("bob@" + domain);
    }

    private static int port(Class<? extends AbstractServerFactory> factory) {
        return server.get(factory).getServers().stream()
                .filter(AbstractConfigurableAsyncServer::isEnabled)
                .findFirst()
                .orElseThrow()
                .getPort();
    }

    private static void count(Username user, long most) throws Exception {
        server.get(MaxQuotaManager.class)
                .setMaxMessage(server.get(UserQuotaRootResolver.class).forUser(user), QuotaCountLimit.count(most));
    }

    private static void size(Username user, long most) throws Exception {
        server.get(MaxQuotaManager.class)
                .setMaxStorage(server.get(UserQuotaRootResolver.class).forUser(user), QuotaSizeLimit.size(most));
    }

    private static void set(Scope scope, String section, String json) {
        server.get(AccountSettings.class)
                .set(scope, section, SettingsFormat.object(json))
                .block();
    }

    /** The answer to RCPT. */
    private static String rcpt(String mail, String recipient) throws IOException {
        try (Lines client = new Lines(port(SMTPServerFactory.class))) {
            client.ask("EHLO client.example");
            client.ask("MAIL FROM:<stranger@far.example>" + mail);
            return client.ask("RCPT TO:<" + recipient + ">");
        }
    }

    private static void deliver(Username to, String subject, int bytes) throws Exception {
        try (Lines client = new Lines(port(SMTPServerFactory.class))) {
            client.ask("EHLO client.example");
            client.ask("MAIL FROM:<stranger@far.example>");
            assertThat(client.ask("RCPT TO:<" + to.asString() + ">")).startsWith("250");
            client.ask("DATA");
            assertThat(client.ask("Subject: " + subject + "\r\n\r\n" + body(bytes) + "\r\n."))
                    .startsWith("250");
        }
        arrives(to, subject);
    }

    private static String body(int bytes) {
        return ("x".repeat(70) + "\r\n").repeat(Math.max(1, bytes / 72));
    }

    private static void arrives(Username user, String subject) {
        Awaitility.await(subject).atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(server.inbox(user))
                .anyMatch(message -> message.contains("Subject: " + subject + "\r\n")));
    }

    private static void used(Username user, long messages) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> server.get(DomainUse.class).of(user).block().messages() >= messages);
    }

    private static String append(Username user, String message) throws IOException {
        try (Lines client = new Lines(port(IMAPServerFactory.class))) {
            assertThat(client.imap("LOGIN " + user.asString() + " secret")).startsWith("a OK");
            return client.append(message);
        }
    }

    @ParameterizedTest
    @CsvSource({"452, 452 4.2.2 The mailbox is full", "552, 552 5.2.2 The mailbox is full"})
    @Tag("feature-129")
    void aFullMailboxIsRefusedAtRcptWithTheCodeOfTheDomain(int code, String answer) throws Exception {
        count(bob, 1);
        set(Scope.domain(Domain.of(domain)), "quota", "{\"code\": " + code + "}");
        deliver(bob, "fits", 100);
        used(bob, 1);

        assertThat(rcpt("", bob.asString())).isEqualTo(answer);
        assertThat(rcpt("", alice.asString())).startsWith("250");
        try (Lines client = new Lines(port(LMTPServerFactory.class))) {
            client.ask("LHLO client.example");
            client.ask("MAIL FROM:<stranger@far.example>");
            assertThat(client.ask("RCPT TO:<" + bob.asString() + ">")).isEqualTo(answer);
        }
    }

    @Test
    void theTextIsThatOfTheUserAndARefusalMayBeOff() throws Exception {
        count(bob, 0);
        set(Scope.user(bob), "quota", "{\"text\": \"Bob is on a long journey\", \"code\": 552}");

        assertThat(rcpt("", bob.asString())).isEqualTo("552 5.2.2 Bob is on a long journey");

        set(Scope.user(bob), "quota", "{\"refuse\": false}");
        assertThat(rcpt("", bob.asString())).startsWith("250");
    }

    @Test
    @Tag("feature-129")
    void theDefaultOfTheDomainHoldsForUsersWithoutOne() throws Exception {
        server.get(MaxQuotaManager.class).setDomainMaxMessage(Domain.of(domain), QuotaCountLimit.count(0));

        assertThat(rcpt("", bob.asString())).startsWith("452");
        count(bob, 5);
        assertThat(rcpt("", bob.asString())).startsWith("250");
        assertThat(rcpt("", alice.asString())).startsWith("452");
    }

    @Test
    void theDeclaredSizeCountsAndMayGoAboveByTheGrace() throws Exception {
        size(bob, 100_000);

        assertThat(rcpt(" SIZE=105000", bob.asString())).startsWith("250");
        assertThat(rcpt(" SIZE=105001", bob.asString())).startsWith("452 4.2.2");
        set(Scope.user(bob), "quota", "{\"grace\": 0}");
        assertThat(rcpt(" SIZE=100000", bob.asString())).startsWith("250");
        assertThat(rcpt(" SIZE=100001", bob.asString())).startsWith("452 4.2.2");
    }

    @Test
    void aSizeThatWasRefusedDoesNotCountForTheNextMail() throws Exception {
        size(bob, 1000);
        try (Lines client = new Lines(port(SMTPServerFactory.class))) {
            client.ask("EHLO client.example");
            assertThat(client.ask("MAIL FROM:<not an address> SIZE=5000")).startsWith("50");
            assertThat(client.ask("MAIL FROM:<stranger@far.example>")).startsWith("250");
            assertThat(client.ask("RCPT TO:<" + bob.asString() + ">")).startsWith("250");
        }
    }

    @Test
    void mailWithinTheGraceIsStoredAndAppendIsNotGivenIt() throws Exception {
        size(bob, 10_000);
        set(Scope.user(bob), "quota", "{\"grace\": 50}");
        set(Scope.user(bob), "quotaWarnings", "{\"enabled\": false}");
        deliver(bob, "first", 9_000);
        used(bob, 1);

        assertThat(append(bob, "Subject: no\r\n\r\n" + body(2_000)))
                .startsWith("a NO")
                .contains("OVERQUOTA");
        deliver(bob, "within the grace", 2_000);
    }

    @Test
    void aStoreThatDoesNotAnswerHoldsNobodyUp() throws Exception {
        count(bob, 0);
        AccountSettings settings = server.get(AccountSettings.class);
        RecipientRoom silent = new RecipientRoom(
                server.get(RecipientUsers.class),
                server.get(Forwarding.class),
                new MailboxRoom(
                        played(QuotaManager.class, Mono.never()),
                        server.get(UserQuotaRootResolver.class),
                        server.get(DomainUse.class),
                        settings),
                settings);
        RecordingMetricFactory metrics = new RecordingMetricFactory();

        HookResult result = new QuotaHook(Optional.of(silent), metrics)
                .doRcpt(played(SMTPSession.class, Optional.empty()), MaybeSender.nullSender(), bob.asMailAddress());

        assertThat(result).isEqualTo(HookResult.DECLINED);
        assertThat(metrics.countFor("quotaChecksUnanswered")).isEqualTo(1);
    }

    /** Answers everything alike. */
    private static <T> T played(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer));
    }

    @Test
    void anAliasIsRefusedWhenAllItsUsersAreFull() throws Exception {
        RecipientRewriteTable rewrites = server.get(RecipientRewriteTable.class);
        MappingSource team = MappingSource.fromUser("team", Domain.of(domain));
        rewrites.addGroupMapping(team, alice.asString());
        rewrites.addGroupMapping(team, bob.asString());
        count(bob, 0);

        assertThat(rcpt("", "team@" + domain)).startsWith("250");
        count(alice, 0);
        assertThat(rcpt("", "team@" + domain)).startsWith("452 4.2.2");
    }

    @Test
    void aFullMailboxThatIsForwardedWithoutACopyIsNotRefused() throws Exception {
        count(bob, 0);
        RecipientRewriteTable rewrites = server.get(RecipientRewriteTable.class);
        MappingSource source = MappingSource.fromUser(bob);
        rewrites.addForwardMapping(source, "bob@far.example");

        assertThat(rcpt("", bob.asString())).startsWith("250");
        rewrites.addForwardMapping(source, bob.asString());
        assertThat(rcpt("", bob.asString())).startsWith("452 4.2.2");
        rewrites.removeForwardMapping(source, bob.asString());
        rewrites.removeForwardMapping(source, "bob@far.example");

        set(Scope.user(bob), "forward", "{\"targets\": [\"bob@far.example\"], \"keepCopy\": false}");
        assertThat(rcpt("", bob.asString())).startsWith("250");
        set(Scope.user(bob), "forward", "{\"keepCopy\": true}");
        assertThat(rcpt("", bob.asString())).startsWith("452 4.2.2");
    }

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
    void theTotalOfADomainReachedByOneUserHoldsForAnotherInEveryProtocol() throws Exception {
        set(Scope.domain(Domain.of(domain)), "domainQuota", "{\"size\": 10000}");
        deliver(alice, "nearly all", 9_000);
        used(alice, 1);

        assertThat(append(bob, "Subject: too much\r\n\r\n" + body(2_000)))
                .startsWith("a NO")
                .contains("OVERQUOTA");
        assertThat(rcpt(" SIZE=2000", bob.asString())).startsWith("452 4.2.2");
        assertThat(append(bob, "Subject: fits\r\n\r\n" + body(100))).startsWith("a OK");

        set(Scope.domain(Domain.of(domain)), "domainQuota", "{\"size\": -1, \"count\": 2}");
        used(bob, 1);
        assertThat(rcpt("", bob.asString())).startsWith("452 4.2.2");
        assertThat(append(alice, "Subject: a\r\n\r\na")).startsWith("a NO");

        deleteAll(alice);
        Awaitility.await().until(() -> rcpt("", bob.asString()).startsWith("250"));
        assertThat(append(bob, "Subject: b\r\n\r\nb")).startsWith("a OK");
    }

    private static void deleteAll(Username user) throws IOException {
        try (Lines client = new Lines(port(IMAPServerFactory.class))) {
            client.imap("LOGIN " + user.asString() + " secret");
            client.imap("SELECT INBOX");
            client.imap("STORE 1:* +FLAGS (\\Deleted)");
            assertThat(client.imap("EXPUNGE")).startsWith("a OK");
        }
    }

    @Test
    void matchersPickRecipientsByTheRoomTheyHave() throws Exception {
        OverQuota over = server.get(OverQuota.class);
        QuotaAbove above = server.get(QuotaAbove.class);
        MatcherConfigImpl half = new MatcherConfigImpl();
        half.setMatcherName("QuotaAbove");
        half.setCondition("50%");
        above.init(half);
        size(bob, 10_000);
        MailImpl mail = MailImpl.builder()
                .name("mail")
                .sender("stranger@far.example")
                .addRecipients(alice.asMailAddress(), bob.asMailAddress())
                .mimeMessage(parsed("Subject: large\r\n\r\n" + body(6_000)))
                .build();

        assertThat(over.match(mail)).isEmpty();
        assertThat(above.match(mail)).isEmpty();
        deliver(bob, "more than half", 6_000);
        used(bob, 1);
        assertThat(over.match(mail)).containsExactly(bob.asMailAddress());
        assertThat(above.match(mail)).containsExactly(bob.asMailAddress());
        size(bob, 1_000_000);
        assertThat(over.match(mail)).isEmpty();
        assertThat(above.match(mail)).isEmpty();
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
    void aLostCountIsSetRight() throws Exception {
        deliver(alice, "one", 500);
        used(alice, 1);
        Use right = server.get(DomainUse.class).of(alice).block();
        DomainUse use = server.get(DomainUse.class);
        Domain of = Domain.of(domain);
        Awaitility.await().until(() -> use.of(of).block().equals(right));

        Mono.from(server.get(DomainUseStore.class).add(of, new Use(7, -300))).block();
        assertThat(use.of(of).block()).isNotEqualTo(right);
        assertThat(use.recount(Set.of(of), Duration.ofDays(1)).block())
                .as("it was counted a moment ago")
                .isEmpty();
        assertThat(use.recount(Set.of(of), Duration.ZERO).block()).containsExactly(of);

        assertThat(use.of(of).block()).isEqualTo(right);
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

    private static MimeMessage parsed(String message) throws javax.mail.MessagingException {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
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
