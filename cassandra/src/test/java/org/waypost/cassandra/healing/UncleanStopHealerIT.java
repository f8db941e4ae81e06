package org.waypost.cassandra.healing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.mail.Flags;
import org.apache.james.core.quota.QuotaCountUsage;
import org.apache.james.core.quota.QuotaSizeUsage;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.cassandra.ids.CassandraId;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxCounterDAO;
import org.apache.james.mailbox.model.CurrentQuotas;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxCounters;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.QuotaOperation;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.apache.james.mailbox.store.mail.MessageIdMapper;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.apache.james.util.concurrency.ConcurrentTestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;
import org.waypost.cassandra.JamesTables;
import reactor.core.publisher.Mono;

class UncleanStopHealerIT {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA = new CassandraKeyspaceExtension(JamesTables.MAILBOX);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Flags UNSEEN = new Flags();
    private static final Flags SEEN = new Flags(Flags.Flag.SEEN);

    private MailboxStore store;
    private Mailbox inbox;

    @BeforeEach
    void setUp() {
        store = new MailboxStore(CASSANDRA.session(), Clock.systemUTC());
        inbox = store.mailbox("INBOX");
    }

    @Test
    void countersAndQuotaLostByAKillAreBroughtBack() throws Exception {
        store.add(inbox, UNSEEN);
        store.add(inbox, SEEN);
        store.add(inbox, UNSEEN);
        // Killed between storing a message and counting it; the event that counts the quota never ran.
        counters().remove(counters(1, 1)).block();
        assertThat(stored()).isEqualTo(counters(2, 1));

        HealingReport report = store.healer(PAUSE).heal(HealingReport.Cause.UNCLEAN_STOP);

        assertThat(stored()).isEqualTo(counters(3, 2));
        assertThat(quota()).isEqualTo(quota(3));
        assertThat(report.mailboxes()).isEqualTo(1);
        assertThat(report.mailboxesCorrected()).isEqualTo(1);
        assertThat(report.quotasCorrected()).isEqualTo(1);
        assertThat(report.errors()).isEmpty();
        assertThat(report.line()).contains("cause=UNCLEAN_STOP", "mailboxesCorrected=1", "quotasCorrected=1");
    }

    @Test
    void countersThatAreTooHighAreBroughtDown() throws Exception {
        store.add(inbox, UNSEEN);
        counters().add(counters(5, 5)).block();
        Mono.from(store.get(CurrentQuotaManager.class)
                        .increase(new QuotaOperation(root(), QuotaCountUsage.count(9), QuotaSizeUsage.size(9000))))
                .block();

        store.healer(PAUSE).heal(HealingReport.Cause.UNCLEAN_STOP);

        assertThat(stored()).isEqualTo(counters(1, 1));
        assertThat(quota()).isEqualTo(quota(1));
    }

    @Test
    void whatIsCountedTwiceAfterTheFirstRoundIsBroughtDownToo() throws Exception {
        store.add(inbox, UNSEEN);
        UncleanStopHealer healer = store.healer(PAUSE);
        Duration between = Duration.ofSeconds(3);

        try (HealingUntilSettled healing =
                new HealingUntilSettled(healer, new HealingUntilSettled.Pauses(between, between, between))) {
            healing.begin(HealingReport.Cause.UNCLEAN_STOP);
            await().atMost(Duration.ofMinutes(1)).until(() -> !healer.reports().isEmpty());
            // What James' event bus does with an event whose first run failed after it had counted.
            counters().add(counters(1, 1)).block();

            await().atMost(Duration.ofMinutes(1)).until(() -> !healing.isAtWork());
        }

        assertThat(stored()).isEqualTo(counters(1, 1));
    }

    @Test
    void whatIsRightIsLeftAloneAndTheReportIsKept() throws Exception {
        store.add(inbox, UNSEEN);
        UncleanStopHealer healer = store.healer(PAUSE);
        healer.heal(HealingReport.Cause.REQUEST);

        HealingReport second = healer.heal(HealingReport.Cause.SCHEDULE);

        assertThat(second.mailboxesCorrected()).isZero();
        assertThat(second.quotasCorrected()).isZero();
        assertThat(healer.reports()).hasSize(2).first().isEqualTo(second);
    }

    @Test
    void aMailboxThatNobodyTouchedIsNotReadAtAll() throws Exception {
        store.add(inbox, UNSEEN);
        CASSANDRA.session().execute("TRUNCATE waypost_touched_mailbox");
        counters().remove(counters(1, 1)).block();

        HealingReport report = store.healer(PAUSE).heal(HealingReport.Cause.SCHEDULE);

        assertThat(report.mailboxes()).isZero();
        assertThat(stored()).isEqualTo(counters(0, 0));
    }

    @Test
    void nothingIsLostWhileMailIsDeliveredDuringHealing() throws Exception {
        store.add(inbox, UNSEEN);
        counters().remove(counters(1, 1)).block();
        UncleanStopHealer healer = store.healer(Duration.ofMillis(50));
        AtomicInteger rounds = new AtomicInteger();

        ConcurrentTestRunner.builder()
                .operation((thread, step) -> {
                    if (thread == 0) {
                        healer.heal(HealingReport.Cause.SCHEDULE);
                        rounds.incrementAndGet();
                    } else {
                        store.add(inbox, UNSEEN);
                    }
                })
                .threadCount(4)
                .operationCount(10)
                .runSuccessfullyWithin(Duration.ofMinutes(2));
        healer.heal(HealingReport.Cause.SCHEDULE);

        assertThat(rounds.get()).isEqualTo(10);
        assertThat(stored()).isEqualTo(counters(31, 31));
        assertThat(quota()).isEqualTo(quota(31));
    }

    @Test
    void everyWayToChangeAMailboxIsNotedBeforehand() throws Exception {
        store.add(inbox, UNSEEN);
        Mailbox archive = store.mailbox("Archive");
        MailboxMessage message = first(inbox);
        forgetNotes();

        messages().copy(archive, first(inbox));
        assertThat(noted()).containsExactly(archive.getMailboxId());

        forgetNotes();
        messagesById()
                .setFlags(message.getMessageId(), List.of(inbox.getMailboxId()), SEEN, FlagsUpdateMode.ADD)
                .block();
        assertThat(noted()).containsExactly(inbox.getMailboxId());

        forgetNotes();
        messages().move(archive, first(inbox));
        assertThat(noted()).containsExactlyInAnyOrder(inbox.getMailboxId(), archive.getMailboxId());

        forgetNotes();
        messages().deleteMessages(archive, List.of(first(archive).getUid()));
        assertThat(noted()).containsExactly(archive.getMailboxId());

        // The copies in the archive share their id: another mailbox.
        Mailbox drafts = store.mailbox("Drafts");
        store.add(drafts, UNSEEN);
        forgetNotes();
        messagesById().delete(first(drafts).getMessageId());
        assertThat(noted()).containsExactly(drafts.getMailboxId());

        forgetNotes();
        store.mappers().getMailboxMapper(store.bob()).delete(archive).block();
        assertThat(noted()).containsExactly(archive.getMailboxId());
    }

    @Test
    void aDeletedMailboxStillLeadsToTheQuotaOfItsOwner() throws Exception {
        store.add(inbox, UNSEEN);
        Mono.from(store.get(CurrentQuotaManager.class)
                        .increase(new QuotaOperation(
                                root(), QuotaCountUsage.count(1), QuotaSizeUsage.size(MailboxStore.MESSAGE_BYTES))))
                .block();
        // Killed before the event of the deletion took the message from the quota.
        store.mappers().getMailboxMapper(store.bob()).delete(inbox).block();

        store.healer(PAUSE).heal(HealingReport.Cause.UNCLEAN_STOP);

        assertThat(quota()).isEqualTo(quota(0));
    }

    @Test
    void anOldNoteIsDroppedOnceLookedAtAndAFreshOneStays() throws Exception {
        store.add(inbox, UNSEEN);
        assertThat(noted()).hasSize(1);
        store.healer(PAUSE).heal(HealingReport.Cause.SCHEDULE);
        assertThat(noted()).hasSize(1);

        Clock later = Clock.fixed(Instant.now().plus(Duration.ofHours(1)), ZoneOffset.UTC);
        MailboxStore anHourLater = new MailboxStore(CASSANDRA.session(), later);
        anHourLater.healer(PAUSE).heal(HealingReport.Cause.SCHEDULE);

        assertThat(noted()).isEmpty();
    }

    private MessageMapper messages() {
        return store.mappers().getMessageMapper(store.bob());
    }

    private MessageIdMapper messagesById() {
        return store.mappers().getMessageIdMapper(store.bob());
    }

    private MailboxMessage first(Mailbox mailbox) throws Exception {
        return messages()
                .findInMailbox(mailbox, MessageRange.all(), MessageMapper.FetchType.FULL, 1)
                .next();
    }

    private List<MailboxId> noted() {
        return new TouchedMailboxes(CASSANDRA.session(), "node-1", Clock.systemUTC())
                .all()
                .<MailboxId>map(Touch::mailbox)
                .collectList()
                .block();
    }

    /** Empties the table and what the mappers remember of it. */
    private void forgetNotes() {
        CASSANDRA.session().execute("TRUNCATE waypost_touched_mailbox");
        store = new MailboxStore(CASSANDRA.session(), Clock.systemUTC());
    }

    private CassandraMailboxCounterDAO counters() {
        return store.get(CassandraMailboxCounterDAO.class);
    }

    private MailboxCounters stored() {
        return counters()
                .retrieveMailboxCounters((CassandraId) inbox.getMailboxId())
                .block();
    }

    private MailboxCounters counters(long count, long unseen) {
        return MailboxCounters.builder()
                .mailboxId(inbox.getMailboxId())
                .count(count)
                .unseen(unseen)
                .build();
    }

    private QuotaRoot root() {
        return store.get(UserQuotaRootResolver.class).forUser(MailboxStore.BOB);
    }

    private CurrentQuotas quota() {
        return Mono.from(store.get(CurrentQuotaManager.class).getCurrentQuotas(root()))
                .block();
    }

    private static CurrentQuotas quota(long messages) {
        return new CurrentQuotas(
                QuotaCountUsage.count(messages), QuotaSizeUsage.size(messages * MailboxStore.MESSAGE_BYTES));
    }
}
