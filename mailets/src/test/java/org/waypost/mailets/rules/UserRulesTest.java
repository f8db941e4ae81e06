package org.waypost.mailets.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import javax.mail.Flags;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.inmemory.InMemoryMailboxManager;
import org.apache.james.mailbox.inmemory.manager.InMemoryIntegrationResources;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.user.memory.MemoryUsersRepository;
import org.apache.mailet.Mail;
import org.apache.mailet.StorageDirective;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.mailets.delivery.LocalDelivery;
import org.waypost.steps.StepRefused;

@Tag("feature-62")
class UserRulesTest {
    private static final Username BOB = Username.of("bob");

    private final MemoryUsersRepository users = MemoryUsersRepository.withoutVirtualHosting(null);
    private final RecordingMetricFactory metrics = new RecordingMetricFactory();
    private FakeMailContext context;
    private AccountSettings settings;
    private UserRules mailet;

    @BeforeEach
    void start() throws Exception {
        context = FakeMailContext.defaultContext();
        settings = RulesMailets.settings();
        mailet = RulesMailets.userRules(settings, users, metrics);
        mailet.init(FakeMailetConfig.builder().mailetContext(context).build());
    }

    private void rule(String action) {
        rule("bob", action);
    }

    private void rule(String user, String action) {
        settings.set(
                        Scope.user(Username.of(user)),
                        "rules",
                        SettingsFormat.yaml(
                                "rules: [{name: Счета, conditions: [{headers: [Subject], contains: [tea]}], " + action
                                        + "}]"))
                .block();
    }

    private FakeMail mail(String... recipients) throws Exception {
        FakeMail.Builder mail = FakeMail.builder()
                .name("mail")
                .sender("alice@example.test")
                .lastUpdated(new java.util.Date())
                .mimeMessage(MimeMessageBuilder.mimeMessageBuilder()
                        .setSubject("Tea")
                        .addHeader(UserRules.REASON, "forged by a stranger")
                        .setText("at five"));
        for (String recipient : recipients) {
            mail.recipient(recipient);
        }
        FakeMail built = mail.build();
        built.setMessageSize(100);
        return built;
    }

    @Test
    void withoutRulesNothingHappens() throws Exception {
        FakeMail mail = mail("bob@localhost");

        mailet.service(mail);

        assertThat(mail.getRecipients()).hasSize(1);
        assertThat(mail.getState()).isNotEqualTo(Mail.GHOST);
        assertThat(mail.getMessage().getHeader(UserRules.REASON)).isNull();
    }

    @Test
    void aFiledMessageGoesToItsFolderWithTheReason() throws Exception {
        rule("action: file, folder: Lists/Tea");
        FakeMail mail = mail("bob@localhost");

        mailet.service(mail);
        InMemoryMailboxManager mailboxes =
                InMemoryIntegrationResources.defaultResources().getMailboxManager();
        deliver(mailboxes, mail);

        MessageResult stored = only(mailboxes, "Lists.Tea");
        assertThat(javax.mail.internet.MimeUtility.decodeText(reason(stored)))
                .isEqualTo("filed by \"Счета\" of user:bob");
        assertThat(metrics.countFor("rulesFiledMails")).isEqualTo(1);
    }

    @Test
    void aSieveScriptThatOnlyKeepsLeavesItInTheRulesFolderAndOneThatFilesMovesIt() throws Exception {
        rule("action: file, folder: Tea");
        InMemoryMailboxManager mailboxes =
                InMemoryIntegrationResources.defaultResources().getMailboxManager();

        FakeMail kept = mail("bob@localhost");
        mailet.service(kept);
        directive(kept, "/INBOX");
        deliver(mailboxes, kept);
        only(mailboxes, "Tea");

        FakeMail moved = mail("bob@localhost");
        moved.setName("other");
        mailet.service(moved);
        directive(moved, "/Sieved");
        deliver(mailboxes, moved);
        only(mailboxes, "Sieved");
        only(mailboxes, "Tea");
    }

    private static void directive(Mail mail, String folder) {
        StorageDirective.builder()
                .targetFolder(folder)
                .build()
                .encodeAsAttributes(BOB)
                .forEach(mail::setAttribute);
    }

    @Test
    void flagsAreThoseOfTheRule() throws Exception {
        rule("action: flag, flags: ['\\Flagged', '\\Seen', $Work]");
        FakeMail mail = mail("bob@localhost");

        mailet.service(mail);
        InMemoryMailboxManager mailboxes =
                InMemoryIntegrationResources.defaultResources().getMailboxManager();
        deliver(mailboxes, mail);

        Flags flags = only(mailboxes, "INBOX").getFlags();
        assertThat(flags.contains(Flags.Flag.FLAGGED)).isTrue();
        assertThat(flags.contains(Flags.Flag.SEEN)).isTrue();
        assertThat(flags.getUserFlags()).contains("$Work");
    }

    @Test
    void onlyTheRecipientWhoDiscardsLosesIt() throws Exception {
        rule("action: discard");
        FakeMail mail = mail("bob@localhost", "ann@localhost");

        mailet.service(mail);

        assertThat(mail.getRecipients()).containsExactly(new MailAddress("ann@localhost"));
        assertThat(mail.getState()).isNotEqualTo(Mail.GHOST);
        assertThat(metrics.countFor("rulesDiscardedMails")).isEqualTo(1);
    }

    @Test
    void whatNobodyKeepsEndsAndNobodyGetsABounce() throws Exception {
        rule("action: refuse, text: No tea");
        FakeMail mail = mail("bob@localhost");

        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(context.getSentMails()).isEmpty();
    }

    @Test
    void aRefusedMessageThatWasTakenIsFiledWhereTheRuleSays() throws Exception {
        rule("action: refuse, folder: Unwanted");
        FakeMail mail = mail("bob@localhost");

        mailet.service(mail);
        InMemoryMailboxManager mailboxes =
                InMemoryIntegrationResources.defaultResources().getMailboxManager();
        deliver(mailboxes, mail);

        assertThat(javax.mail.internet.MimeUtility.decodeText(reason(only(mailboxes, "Unwanted"))))
                .startsWith("refused by");
        assertThat(context.getSentMails()).isEmpty();
    }

    private static FakeMail from(String sender, FakeMail mail) throws Exception {
        return FakeMail.builder()
                .name("from elsewhere")
                .sender(sender)
                .recipient("bob@localhost")
                .mimeMessage(mail.getMessage())
                .build();
    }

    @Test
    void aForwardLeavesWithARewrittenSenderAndTheMailboxKeepsACopy() throws Exception {
        rule("action: forward, to: [carol@example.org]");
        FakeMail mail = from("dave@example.net", mail("bob@localhost"));

        mailet.service(mail);

        assertThat(mail.getRecipients()).hasSize(1);
        assertThat(context.getSentMails()).hasSize(1);
        FakeMailContext.SentMail sent = context.getSentMails().get(0);
        assertThat(sent.getSender().asString()).startsWith("SRS0=").endsWith("=example.net=dave@localhost");
        assertThat(sent.getRecipients()).containsExactly(new MailAddress("carol@example.org"));
        assertThat(sent.getMsg().getHeader("Delivered-To")).containsExactly("bob@localhost");
        assertThat(mail.getMessage().getHeader("Delivered-To")).isNull();
    }

    @Test
    void whereTheDomainForbidsTargetsOfOthersTheMessageStaysWithTheReason() throws Exception {
        settings.set(Scope.domain(Domain.LOCALHOST), "forwardRules", SettingsFormat.yaml("externalTargets: false"))
                .block();
        rule("action: forward, to: [carol@example.org], keep: false");
        FakeMail mail = mail("bob@localhost");

        mailet.service(mail);

        assertThat(context.getSentMails()).isEmpty();
        assertThat(mail.getRecipients()).hasSize(1);
        assertThat(stays(mail)).contains("carol@example.org: no targets of other servers are allowed in localhost");
        assertThat(metrics.countFor("rulesForwardsLeftOutMails")).isEqualTo(1);
    }

    private static String stays(Mail mail) throws Exception {
        return mail.getPerRecipientSpecificHeaders().getHeadersForRecipient(new MailAddress("bob@localhost")).stream()
                .filter(header -> header.getName().equals("X-Waypost-Not-Forwarded"))
                .map(header -> header.getValue())
                .findFirst()
                .orElse("");
    }

    @Test
    void aForwardOfABounceHasNoReturnPath() throws Exception {
        rule("action: forward, to: [carol@example.org], keep: false");
        FakeMail mail = mail("bob@localhost");
        FakeMail bounce = FakeMail.builder()
                .name("bounce")
                .sender(MaybeSender.nullSender())
                .recipient("bob@localhost")
                .mimeMessage(mail.getMessage())
                .build();

        mailet.service(bounce);

        assertThat(bounce.getState()).isEqualTo(Mail.GHOST);
        assertThat(context.getSentMails()).hasSize(1);
        assertThat(MaybeSender.of(context.getSentMails().get(0).getSender()).isNullSender())
                .isTrue();
    }

    @Test
    void whatCameRoundStaysInTheMailboxEvenWithoutACopy() throws Exception {
        rule("action: forward, to: [carol@example.org], keep: false");
        FakeMail mail = mail("bob@localhost");
        mail.getMessage().addHeader("Delivered-To", "bob@localhost");

        mailet.service(mail);

        assertThat(context.getSentMails()).isEmpty();
        assertThat(mail.getRecipients()).hasSize(1);
        assertThat(stays(mail)).contains("was forwarded by bob@localhost before");
    }

    @Test
    void wrongParametersAreNamed() {
        assertThatThrownBy(() -> mailet.init(FakeMailetConfig.builder()
                        .setProperty("patience", "soon")
                        .build()))
                .isInstanceOf(StepRefused.class)
                .hasMessageContaining("patience")
                .hasMessageContaining("soon")
                .hasMessageContaining("a duration");
        assertThatThrownBy(() -> mailet.init(
                        FakeMailetConfig.builder().setProperty("colour", "red").build()))
                .isInstanceOf(StepRefused.class)
                .hasMessageContaining("colour")
                .hasMessageContaining("patience");
    }

    private void deliver(InMemoryMailboxManager mailboxes, FakeMail mail) throws Exception {
        LocalDelivery delivery = new LocalDelivery(users, mailboxes, metrics, Clock.systemUTC());
        delivery.init(FakeMailetConfig.builder().mailetContext(context).build());
        delivery.service(mail);
    }

    private static MessageResult only(InMemoryMailboxManager mailboxes, String folder) throws Exception {
        MailboxSession session = mailboxes.createSystemSession(BOB);
        List<MessageResult> messages = com.google.common.collect.Lists.newArrayList(mailboxes
                .getMailbox(MailboxPath.forUser(BOB, folder), session)
                .getMessages(MessageRange.all(), FetchGroup.HEADERS, session));
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    private static String reason(MessageResult message) throws Exception {
        return com.google.common.collect.Lists.newArrayList(message.getHeaders().headers()).stream()
                .filter(header -> header.getName().equalsIgnoreCase(UserRules.REASON))
                .map(header -> header.getValue().replaceAll("\\s+", " ").trim())
                .reduce((one, two) -> one + two)
                .orElseThrow();
    }
}
