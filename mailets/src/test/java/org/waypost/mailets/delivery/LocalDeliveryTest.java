package org.waypost.mailets.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.Lists;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.inmemory.InMemoryMailboxManager;
import org.apache.james.mailbox.inmemory.manager.InMemoryIntegrationResources;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.memory.MemoryUsersRepository;
import org.apache.mailet.AttributeName;
import org.apache.mailet.Mail;
import org.apache.mailet.PerRecipientHeaders;
import org.apache.mailet.StorageDirective;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class LocalDeliveryTest {
    private static final Username BOB = Username.of("bob");
    private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");
    private static final Date BEFORE_THE_START = Date.from(STARTED.minusSeconds(3));
    private static final Date AFTER_THE_START = Date.from(STARTED.plusSeconds(3));

    private InMemoryIntegrationResources mailboxes;
    private InMemoryMailboxManager manager;
    private UsersRepository users;
    private RecordingMetricFactory metrics;
    private FakeMailContext context;

    @BeforeEach
    void setUp() throws Exception {
        mailboxes = InMemoryIntegrationResources.defaultResources();
        manager = mailboxes.getMailboxManager();
        users = MemoryUsersRepository.withoutVirtualHosting(null);
        metrics = new RecordingMetricFactory();
        context = FakeMailContext.defaultContext();
    }

    /** The mailet as it stands after a start of the server at {@link #STARTED}. */
    private LocalDelivery started() throws MessagingException {
        return started(new SteppingClock());
    }

    private LocalDelivery started(Clock clock) throws MessagingException {
        LocalDelivery mailet = new LocalDelivery(users, manager, metrics, clock);
        mailet.init(FakeMailetConfig.builder().mailetContext(context).build());
        return mailet;
    }

    private static FakeMail mail(Date queued) throws Exception {
        return mail("Mail1-queue-name", queued);
    }

    private static FakeMail mail(String name, Date queued) throws Exception {
        FakeMail mail = FakeMail.builder()
                .name(name)
                .sender("alice@example.test")
                .recipient("bob@localhost")
                .mimeMessage(MimeMessageBuilder.mimeMessageBuilder()
                        .setSubject("Tea")
                        .addHeader(QueueIdentity.HEADER, "forged-by-a-stranger")
                        .setText("at five"))
                .lastUpdated(queued)
                .build();
        new QueueId().service(mail);
        return mail;
    }

    private List<MessageResult> inbox() throws MailboxException {
        return messages("INBOX");
    }

    private List<MessageResult> messages(String folder) throws MailboxException {
        MailboxSession session = manager.createSystemSession(BOB);
        return Lists.newArrayList(manager.getMailbox(MailboxPath.forUser(BOB, folder), session)
                .getMessages(MessageRange.all(), FetchGroup.HEADERS, session));
    }

    private static List<String> header(MessageResult message, String name) throws MailboxException {
        return Lists.newArrayList(message.getHeaders().headers()).stream()
                .filter(header -> header.getName().equalsIgnoreCase(name))
                .map(header -> header.getValue().trim())
                .toList();
    }

    @Test
    void storesTheMessageWithReturnPathAndQueueIdentity() throws Exception {
        FakeMail mail = mail(AFTER_THE_START);

        started().service(mail);

        assertThat(inbox()).hasSize(1);
        assertThat(header(inbox().get(0), "Return-Path")).containsExactly("<alice@example.test>");
        assertThat(header(inbox().get(0), QueueIdentity.HEADER)).containsExactly("Mail1-queue-name");
        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
    }

    @Test
    void aMessageThatTheQueueHandsOutAgainAfterACrashIsStoredOnce() throws Exception {
        started().service(mail(BEFORE_THE_START));

        started().service(mail(BEFORE_THE_START));

        assertThat(inbox()).hasSize(1);
        assertThat(metrics.countFor("localDoubleDeliveriesAvoided")).isEqualTo(1);
    }

    @Test
    void theSecondPassOnStockJamesStoresTheMessageTwice() throws Exception {
        for (int pass = 0; pass < 2; pass++) {
            var stock = new org.apache.james.transport.mailets.LocalDelivery(users, manager, metrics);
            stock.init(FakeMailetConfig.builder().mailetContext(context).build());
            stock.service(mail(BEFORE_THE_START));
        }

        assertThat(inbox()).hasSize(2);
    }

    @Test
    void aPartOfTheSameMessageForTheSameMailboxIsLeftOutWithinOneRun() throws Exception {
        LocalDelivery mailet = started();
        mailet.service(mail(AFTER_THE_START));

        FakeMail part = mail(AFTER_THE_START);
        part.setName("Mail1-queue-name-!split");
        mailet.service(part);

        assertThat(inbox()).hasSize(1);
    }

    @Test
    void anotherMessageOfTheSameSenderIsStoredEvenIfDoubtful() throws Exception {
        started().service(mail(BEFORE_THE_START));

        started().service(mail("Mail2-queue-name", BEFORE_THE_START));

        assertThat(inbox()).hasSize(2);
    }

    @Test
    void aSecondPassLooksBehindMessagesThatCameSince() throws Exception {
        started().service(mail(BEFORE_THE_START));
        for (int i = 0; i < 3; i++) {
            started().service(mail("Other" + i, AFTER_THE_START));
        }

        started().service(mail(BEFORE_THE_START));

        assertThat(inbox()).hasSize(4);
    }

    @Test
    void aFolderChosenByAFilterIsUsedAndSearched() throws Exception {
        for (int pass = 0; pass < 2; pass++) {
            FakeMail mail = mail(BEFORE_THE_START);
            StorageDirective.builder()
                    .targetFolder("Lists")
                    .build()
                    .encodeAsAttributes(BOB)
                    .forEach(mail::setAttribute);
            started().service(mail);
        }

        assertThat(messages("Lists")).hasSize(1);
    }

    @Test
    void aRecipientOverQuotaIsRefusedAndNothingIsStored() throws Exception {
        mailboxes.getMaxQuotaManager().setGlobalMaxMessage(QuotaCountLimit.count(1));
        started().service(mail("first", AFTER_THE_START));

        started().service(mail("second", AFTER_THE_START));

        assertThat(inbox()).hasSize(1);
        assertThat(context.getSentMails()).singleElement().satisfies(sent -> {
            assertThat(sent.getState()).isEqualTo("bounces");
            assertThat(sent.getRecipients()).extracting(MailAddress::asString).containsExactly("bob@localhost");
            assertThat(sent.getAttributes()
                            .get(AttributeName.of("delivery-error"))
                            .getValue()
                            .value())
                    .asString()
                    .startsWith("552 5.2.2");
        });
    }

    @Test
    void whenTheStoreFailsTheMessageKeepsItsRecipientsAndSaysSo() throws Exception {
        FakeMail mail = mail(AFTER_THE_START);
        LocalDelivery mailet = new LocalDelivery(users, failing(), metrics, new SteppingClock());
        mailet.init(FakeMailetConfig.builder()
                .mailetContext(context)
                .setProperty("attempts", "2")
                .build());

        assertThatThrownBy(() -> mailet.service(mail))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("bob@localhost");

        assertThat(mail.getRecipients()).hasSize(1);
        assertThat(QueueIdentity.wasTried(mail)).isTrue();
        assertThat(context.getSentMails()).isEmpty();
    }

    @Test
    void aStoreThatEndsWithoutSayingWhereTheMessageIsHasFailed() throws Exception {
        FakeMail mail = mail(AFTER_THE_START);
        LocalDelivery mailet = new LocalDelivery(users, silent(), metrics, new SteppingClock());
        mailet.init(FakeMailetConfig.builder()
                .mailetContext(context)
                .setProperty("attempts", "1")
                .build());

        assertThatThrownBy(() -> mailet.service(mail))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("bob@localhost");

        assertThat(mail.getState()).isNotEqualTo(Mail.GHOST);
        assertThat(metrics.countFor("localDeliveredMails")).isZero();
    }

    /** Finds mailboxes, but its answer is none. */
    private MailboxManager silent() {
        return (MailboxManager) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MailboxManager.class},
                (proxy, method, arguments) -> method.getName().equals("getMailboxReactive")
                        ? Mono.empty()
                        : method.invoke(manager, arguments));
    }

    @Test
    void headersForOneRecipientAreTakenBack() throws Exception {
        FakeMail mail = mail(AFTER_THE_START);
        mail.addSpecificHeaderForRecipient(
                PerRecipientHeaders.Header.builder()
                        .name("X-For-Bob")
                        .value("yes")
                        .build(),
                new MailAddress("bob@localhost"));

        started().service(mail);

        assertThat(header(inbox().get(0), "X-For-Bob")).containsExactly("yes");
        assertThat(mail.getMessage().getHeader("X-For-Bob")).isNull();
    }

    @Test
    void attemptsOutOfBoundsAreRefusedWithNameAndValue() {
        LocalDelivery mailet = new LocalDelivery(users, manager, metrics, Clock.systemUTC());

        assertThatThrownBy(() -> mailet.init(FakeMailetConfig.builder()
                        .setProperty("attempts", "many")
                        .build()))
                .hasMessageContaining("attempts")
                .hasMessageContaining("'many'")
                .hasMessageContaining("1 to 20");
    }

    /** A store that answers every append with an error. */
    private MailboxManager failing() {
        return (MailboxManager) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MailboxManager.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getMailboxReactive")
                            || method.getName().equals("getMailbox")) {
                        throw new MailboxException("Cassandra does not answer");
                    }
                    return method.invoke(manager, arguments);
                });
    }

    /** Stands at the start when first asked, and an hour later from then on. */
    private static final class SteppingClock extends Clock {
        private Instant now = STARTED;

        @Override
        public Instant instant() {
            Instant told = now;
            now = STARTED.plusSeconds(3600);
            return told;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
