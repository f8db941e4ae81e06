package org.waypost.mailets.autoreply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.james.domainlist.lib.DomainListConfiguration;
import org.apache.james.domainlist.memory.MemoryDomainList;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.queue.memory.MemoryMailQueueFactory;
import org.apache.james.rrt.api.RecipientRewriteTableConfiguration;
import org.apache.james.rrt.lib.AliasReverseResolverImpl;
import org.apache.james.rrt.lib.MappingSource;
import org.apache.james.rrt.memory.MemoryRecipientRewriteTable;
import org.apache.james.user.memory.MemoryUsersRepository;
import org.apache.mailet.Mail;
import org.apache.mailet.PerRecipientHeaders;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.accounts.autoreply.AnsweredSenders;
import org.waypost.accounts.autoreply.AutoReplySettings;
import org.waypost.accounts.autoreply.MemoryAnsweredSenders;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.MemorySettingsStore;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.Sections;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.notices.NoticeSender;
import org.waypost.policy.sender.SenderFacts;
import org.waypost.policy.sender.Verdict;
import org.waypost.steps.StepRefused;

@Tag("feature-145")
class AutoReplyTest {
    private static final String BOB = "bob@example.test";
    private static final String CAROL = "carol@example.org";
    private static final String AWAY = "replies: [{enabled: true, subject: Away, text: Back on Monday.}]";

    private MemoryMailQueueFactory queues;
    private AccountSettings settings;
    private AnsweredSenders answered;
    private RecordingMetricFactory metrics;
    private AutoReply mailet;

    @BeforeEach
    void setUp() throws Exception {
        Clock clock = Clock.systemUTC();
        queues = new MemoryMailQueueFactory(new RawMailQueueItemDecoratorFactory());
        queues.createQueue(MailQueueFactory.SPOOL);
        settings = new AccountSettings(
                new Sections(List.of(AutoReplySettings.SECTION)),
                new MemorySettingsStore(),
                new ChangeFeed(new MemoryChangeLog(clock), clock));
        answered = new MemoryAnsweredSenders(clock);
        metrics = new RecordingMetricFactory();
        mailet = mailet();
    }

    private AutoReply mailet(String... parameters) throws Exception {
        return mailet(new NoticeSender(queues, Clock.systemUTC()), parameters);
    }

    private AutoReply mailet(NoticeSender notices, String... parameters) throws Exception {
        MemoryDomainList domains = new MemoryDomainList(null);
        domains.configure(DomainListConfiguration.DEFAULT);
        domains.addDomain(Domain.of("example.test"));
        MemoryUsersRepository users = MemoryUsersRepository.withVirtualHosting(domains);
        users.addUser(Username.of(BOB), "secret");
        MemoryRecipientRewriteTable rewrites = new MemoryRecipientRewriteTable();
        rewrites.setDomainList(domains);
        rewrites.setUsersRepository(users);
        rewrites.setConfiguration(RecipientRewriteTableConfiguration.DEFAULT_ENABLED);
        rewrites.addAliasMapping(MappingSource.fromUser(Username.of("robert@example.test")), BOB);
        AutoReply made = new AutoReply(
                settings,
                answered,
                users,
                new AliasReverseResolverImpl(rewrites),
                notices,
                html -> html.replaceAll("<[^>]*>", ""),
                Clock.systemUTC(),
                metrics);
        FakeMailetConfig.Builder config = FakeMailetConfig.builder();
        for (int index = 0; index < parameters.length; index += 2) {
            config.setProperty(parameters[index], parameters[index + 1]);
        }
        made.init(config.build());
        return made;
    }

    private void bobSays(String yaml) {
        settings.set(Scope.user(Username.of(BOB)), "autoReply", SettingsFormat.yaml(yaml))
                .block();
    }

    private static MimeMessageBuilder message() throws Exception {
        return MimeMessageBuilder.mimeMessageBuilder()
                .addHeader("Message-ID", "<first@example.org>")
                .addFrom(CAROL)
                .addToRecipient(BOB)
                .setSubject("Lunch?")
                .setText("hello");
    }

    private static FakeMail mail(String sender, MimeMessageBuilder message) throws Exception {
        return FakeMail.builder()
                .name("Mail1")
                .sender(sender.isEmpty() ? MaybeSender.nullSender() : MaybeSender.of(new MailAddress(sender)))
                .recipient(BOB)
                .mimeMessage(message)
                .build();
    }

    private List<Mail> sent() throws Exception {
        ManageableMailQueue spool = queues.getQueue(MailQueueFactory.SPOOL).orElseThrow();
        List<Mail> mails = new ArrayList<>();
        for (Iterator<ManageableMailQueue.MailQueueItemView> all = spool.browse(); all.hasNext(); ) {
            mails.add(all.next().getMail());
        }
        return mails;
    }

    private Mail answer() throws Exception {
        assertThat(sent()).hasSize(1);
        return sent().get(0);
    }

    @Test
    void theSenderGetsAnAnswerAsTheStandardsWantIt() throws Exception {
        bobSays(AWAY);

        mailet.service(mail(CAROL, message().addHeader("References", "<zero@example.org>")));

        Mail answer = answer();
        assertThat(answer.getMaybeSender().isNullSender()).isTrue();
        assertThat(answer.getRecipients()).containsExactly(new MailAddress(CAROL));
        MimeMessage message = answer.getMessage();
        assertThat(message.getSubject()).isEqualTo("Away");
        assertThat(message.getContent().toString()).contains("Back on Monday.");
        assertThat(message.getHeader("From", ",")).isEqualTo(BOB);
        assertThat(message.getHeader("To", ",")).isEqualTo(CAROL);
        assertThat(message.getHeader("Auto-Submitted", ",")).isEqualTo("auto-replied");
        assertThat(message.getHeader("In-Reply-To", ",")).isEqualTo("<first@example.org>");
        assertThat(message.getHeader("References", ",")).isEqualTo("<zero@example.org> <first@example.org>");
        assertThat(metrics.countFor("autoRepliesSent")).isEqualTo(1);
    }

    @Test
    void withoutASubjectThatOfTheMessageIsUsed() throws Exception {
        bobSays("replies: [{enabled: true, text: away}]");

        mailet.service(mail(CAROL, message()));

        assertThat(answer().getMessage().getSubject()).isEqualTo("Auto: Lunch?");
    }

    @Test
    void htmlComesBesideItsPlainText() throws Exception {
        bobSays("replies: [{enabled: true, html: <p>Back on <b>Monday</b></p>}]");

        mailet.service(mail(CAROL, message()));

        assertThat(answer().getMessage().getContentType()).startsWith("multipart/alternative");
        String all = org.apache.james.util.MimeMessageUtil.asString(answer().getMessage());
        assertThat(all).contains("<p>Back on <b>Monday</b></p>").contains("Back on Monday\r\n");
    }

    @Test
    void anAnswerWithoutTextHasAStandardOne() throws Exception {
        bobSays("replies: [{enabled: true}]");

        mailet.service(mail(CAROL, message()));

        assertThat(answer().getMessage().getContent().toString()).contains("I am away");
    }

    @Test
    void aSenderGetsOneAnswerInAPeriod() throws Exception {
        bobSays(AWAY);

        mailet.service(mail(CAROL, message()));
        mailet.service(mail("Carol@EXAMPLE.org", message()));

        assertThat(sent()).hasSize(1);
        assertThat(metrics.countFor("autoRepliesAnsweredBefore")).isEqualTo(1);
    }

    @Test
    void anotherTextIsAnotherAnswer() throws Exception {
        bobSays(AWAY);
        mailet.service(mail(CAROL, message()));

        bobSays("replies: [{enabled: true, subject: Away, text: Back on Tuesday.}]");
        mailet.service(mail(CAROL, message()));

        assertThat(sent()).hasSize(2);
    }

    @Test
    void whoWritesToAnAliasIsAnsweredByIt() throws Exception {
        bobSays(AWAY);

        mailet.service(mail(
                CAROL,
                MimeMessageBuilder.mimeMessageBuilder()
                        .addHeader("Cc", "Team: Robert <Robert@example.test>, dave@example.org;")
                        .setText("hello")));

        assertThat(answer().getMessage().getHeader("From", ",")).isEqualTo("Robert@example.test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "replies: [{text: off}]",
                "replies: [{enabled: true, text: old, to: 2020-01-01T00:00:00Z}]",
                "replies: [{enabled: true, text: early, from: 2099-01-01T00:00:00Z}]"
            })
    void nothingIsAnsweredOutsideItsTime(String yaml) throws Exception {
        bobSays(yaml);

        mailet.service(mail(CAROL, message()));

        assertThat(sent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                        | X                        | y",
                "mailer-daemon@example.org | X                        | y",
                "noreply@example.org       | X                        | y",
                "no-reply@example.org      | X                        | y",
                "news-bounces@example.org  | X                        | y",
                "SRS0=aaaa=bb=a.org=b@c.org | X                       | y",
                "bob@example.test          | X                        | y",
                "robert@example.test       | X                        | y",
                "carol@example.org         | List-Id                  | <news.example.org>",
                "carol@example.org         | List-Unsubscribe         | <mailto:off@example.org>",
                "carol@example.org         | Precedence               | bulk",
                "carol@example.org         | Precedence               | list",
                "carol@example.org         | Auto-Submitted           | auto-replied",
                "carol@example.org         | Auto-Submitted           | auto-generated; owner-email=a@b.c",
                "carol@example.org         | X-Auto-Response-Suppress | OOF, DR",
                "carol@example.org         | X-Waypost-Notice         | 1",
                "carol@example.org         | X-Loop                   | bob@example.test",
                "carol@example.org         | Feedback-ID              | x:y:z",
                "carol@example.org         | Content-Type             | multipart/report; report-type=delivery-status",
                "carol@example.org         | X-Spam-Flag              | YES",
                "carol@example.org         | X-Spam-Status            | Yes, score=12.1"
            })
    void nothingIsAnsweredThatNoPersonReads(String sender, String field, String value) throws Exception {
        bobSays(AWAY);
        MimeMessageBuilder message = message();
        FakeMail mail = mail(sender, message);
        mail.getMessage().setHeader(field, value);

        mailet.service(mail);

        assertThat(sent()).isEmpty();
        assertThat(metrics.countFor("autoRepliesRefused")).isEqualTo(1);
    }

    @Test
    void personsWhoSayThatTheyAreNoProgramsAreAnswered() throws Exception {
        bobSays(AWAY);

        mailet.service(
                mail(CAROL, message().addHeader("Auto-Submitted", "no").addHeader("X-Spam-Status", "No, score=-1")));

        assertThat(sent()).hasSize(1);
    }

    @Test
    void mailThatDoesNotNameTheUserIsNotAnswered() throws Exception {
        bobSays(AWAY);

        mailet.service(mail(
                CAROL,
                MimeMessageBuilder.mimeMessageBuilder()
                        .addToRecipient("dave@example.org")
                        .setText("hello")));
        mailet.service(mail(CAROL, MimeMessageBuilder.mimeMessageBuilder().setText("hello")));

        assertThat(sent()).isEmpty();
    }

    @Test
    void spamOfOneRecipientIsNotAnswered() throws Exception {
        bobSays(AWAY);
        FakeMail mail = mail(CAROL, message());
        mail.addSpecificHeaderForRecipient(
                PerRecipientHeaders.Header.builder()
                        .name("X-Spam-Flag")
                        .value("YES")
                        .build(),
                new MailAddress(BOB));

        mailet.service(mail);

        assertThat(sent()).isEmpty();
    }

    private static FakeMail from(String sender, Verdict spf, String spfDomain, List<String> signers) throws Exception {
        FakeMail mail = mail(sender, message());
        new SenderFacts(
                        Optional.of("192.0.2.1"),
                        Optional.empty(),
                        spf,
                        Optional.of(spfDomain),
                        signers,
                        signers.isEmpty() ? Verdict.NONE : Verdict.PASS)
                .attach(mail);
        return mail;
    }

    @ParameterizedTest
    @CsvSource({
        "PASS, '', answer, 1",
        "FAIL, '', answer, 0",
        "SOFTFAIL, '', answer, 0",
        "FAIL, example.org, answer, 1",
        "NONE, '', answer, 1",
        "NEUTRAL, '', answer, 1",
        "NONE, '', ignore, 0",
        "NONE, example.org, ignore, 1",
        "PASS, '', ignore, 1"
    })
    void whatSpfAndDkimSayCounts(Verdict spf, String signer, String unverified, int answers) throws Exception {
        bobSays(AWAY);

        mailet("unverifiedSenders", unverified)
                .service(from(CAROL, spf, "example.org", signer.isEmpty() ? List.of() : List.of(signer)));

        assertThat(sent()).hasSize(answers);
    }

    @ParameterizedTest
    @Tag("feature-146")
    @CsvSource({
        "dave@example.test, PASS, example.test, inside",
        "dave@example.com, PASS, example.com, inside",
        "dave@example.test, NONE, example.test, outside",
        "carol@example.org, PASS, example.org, outside"
    })
    void insideAndOutsideGetDifferentAnswers(String sender, Verdict spf, String spfDomain, String expected)
            throws Exception {
        bobSays(
                """
                insideDomains: [example.com]
                replies:
                  - {enabled: true, audience: inside, subject: inside}
                  - {enabled: true, audience: outside, subject: outside}
                """);

        mailet.service(from(sender, spf, spfDomain, List.of()));

        assertThat(answer().getMessage().getSubject()).isEqualTo(expected);
    }

    @Test
    @Tag("feature-146")
    void whoFitsNoAudienceGetsNoAnswer() throws Exception {
        bobSays("replies: [{enabled: true, audience: inside, subject: inside}]");

        mailet.service(from(CAROL, Verdict.PASS, "example.org", List.of()));

        assertThat(sent()).isEmpty();
    }

    @Test
    void aFailureHoldsUpNoMailAndTakesNoRight() throws Exception {
        bobSays(AWAY);
        FakeMail mail = mail(CAROL, message());

        mailet(new NoticeSender(queues, new BrokenClock())).service(mail);

        assertThat(mail.getRecipients()).containsExactly(new MailAddress(BOB));
        assertThat(mail.getState()).isNotEqualTo(Mail.GHOST);
        assertThat(metrics.countFor("autoRepliesFailed")).isEqualTo(1);
        assertThat(answered.of(Username.of(BOB)).collectList().block()).isEmpty();
    }

    private static final class BrokenClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            throw new IllegalStateException("the clock is broken");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unverifiedSenders | maybe       | one of answer, ignore",
                "spamMarks         | X-Spam-Flag | pairs such as X-Spam-Flag=YES",
                "period            | 7d          | one of [spamMarks, unverifiedSenders]"
            })
    void wrongParametersAreRefused(String name, String value, String expected) {
        assertThatThrownBy(() -> mailet(name, value))
                .isInstanceOf(StepRefused.class)
                .hasMessageContaining(name)
                .hasMessageContaining(expected);
    }

    @Test
    void theLedgerTellsWhoWasAnswered() throws Exception {
        bobSays(AWAY);

        mailet.service(mail(CAROL, message()));

        var one = answered.of(Username.of(BOB)).single().block();
        assertThat(one.sender()).isEqualTo(CAROL);
        assertThat(one.until()).isAfter(Instant.now().plusSeconds(6 * 86_400));
    }
}
