package org.waypost.cassandra.healing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.cassandra.ids.CassandraId;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxCounterDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxPathV3DAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMessageIdDAO;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.apache.james.mailbox.store.quota.CurrentQuotaCalculator;
import org.apache.james.metrics.api.MetricFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Looks whether the mailboxes that this node touched of late have their names, compares their counters, and the quotas of their
 * owners, with the messages that are there, and corrects them. Rounds run one at a time; they may run while mail is delivered
 * ({@link RepairRound}).
 */
public final class UncleanStopHealer {

    private static final Logger LOGGER = LoggerFactory.getLogger(UncleanStopHealer.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int KEPT_REPORTS = 50;

    private final TouchedMailboxes touched;
    private final CassandraMailboxDAO mailboxes;
    private final MailboxNameRepair names;
    private final MailboxCounterRepair counters;
    private final QuotaRepair quotas;
    private final MetricFactory metrics;
    private final Clock clock;
    private final Duration pause;
    private final Deque<HealingReport> reports = new ArrayDeque<>();

    @Inject
    public UncleanStopHealer(
            TouchedMailboxes touched,
            CassandraMailboxDAO mailboxes,
            CassandraMailboxPathV3DAO names,
            CassandraMessageIdDAO messages,
            CassandraMailboxCounterDAO counters,
            CurrentQuotaManager quotas,
            CurrentQuotaCalculator calculator,
            UserQuotaRootResolver roots,
            SessionProvider sessions,
            MetricFactory metrics,
            Clock clock) {
        this(
                touched,
                mailboxes,
                new MailboxNameRepair(mailboxes, names, messages),
                new MailboxCounterRepair(mailboxes, messages, counters),
                new QuotaRepair(quotas, calculator, roots, sessions),
                metrics,
                clock,
                PAUSE);
    }

    UncleanStopHealer(
            TouchedMailboxes touched,
            CassandraMailboxDAO mailboxes,
            MailboxNameRepair names,
            MailboxCounterRepair counters,
            QuotaRepair quotas,
            MetricFactory metrics,
            Clock clock,
            Duration pause) {
        this.touched = touched;
        this.mailboxes = mailboxes;
        this.names = names;
        this.counters = counters;
        this.quotas = quotas;
        this.metrics = metrics;
        this.clock = clock;
        this.pause = pause;
    }

    /** Runs one round; blocks, for seconds when something is wrong, and as long as reading the messages takes. */
    public synchronized HealingReport heal(HealingReport.Cause cause) {
        Instant begun = clock.instant();
        List<Touch> notes = touched.all().collectList().block();
        Set<CassandraId> ids =
                new LinkedHashSet<>(notes.stream().map(Touch::mailbox).toList());
        RepairRound.Outcome ofNames = names.run(notes, pause);
        RepairRound.Outcome ofMailboxes = new RepairRound<>("mailbox", counters, pause).run(ids);
        RepairRound.Outcome ofQuotas = new RepairRound<>("quota", quotas, pause).run(owners(notes));
        List<String> errors = new ArrayList<>(ofNames.errors());
        errors.addAll(ofMailboxes.errors());
        errors.addAll(ofQuotas.errors());
        HealingReport report = new HealingReport(
                cause,
                begun,
                Duration.between(begun, clock.instant()),
                ofMailboxes.lookedAt(),
                ofMailboxes.corrected(),
                ofNames.corrected(),
                ofQuotas.lookedAt(),
                ofQuotas.corrected(),
                ofNames.unsettled() + ofMailboxes.unsettled() + ofQuotas.unsettled(),
                errors);
        if (errors.isEmpty() && report.unsettled() == 0) {
            forgetOld(notes, begun);
        }
        publish(report);
        return report;
    }

    /** The latest reports of this process, newest first, 50 at most. */
    public List<HealingReport> reports() {
        synchronized (reports) {
            return List.copyOf(reports);
        }
    }

    private Set<Username> owners(List<Touch> notes) {
        Set<Username> owners = new LinkedHashSet<>();
        for (Touch note : notes) {
            note.owner().or(() -> ownerOf(note.mailbox())).ifPresent(owners::add);
        }
        return owners;
    }

    private java.util.Optional<Username> ownerOf(CassandraId mailbox) {
        return mailboxes.retrieveMailbox(mailbox).map(Mailbox::getUser).blockOptional();
    }

    /** A note that is younger may stand for changes to come, which write none of their own. */
    private void forgetOld(List<Touch> notes, Instant begun) {
        Instant old = begun.minus(TouchedMailboxes.RENEW_AFTER.multipliedBy(2));
        notes.stream().filter(note -> note.at().isBefore(old)).forEach(note -> touched.forget(note)
                .onErrorResume(e -> {
                    LOGGER.warn("Note on mailbox {} could not be dropped: {}", note.mailbox(), e.getMessage());
                    return Mono.empty();
                })
                .block());
    }

    private void publish(HealingReport report) {
        LOGGER.info("{}", report.line());
        metrics.generate("waypost.healing.mailboxesCorrected").add(report.mailboxesCorrected());
        metrics.generate("waypost.healing.namesCorrected").add(report.namesCorrected());
        metrics.generate("waypost.healing.quotasCorrected").add(report.quotasCorrected());
        metrics.generate("waypost.healing.errors").add(report.errors().size());
        synchronized (reports) {
            reports.addFirst(report);
            while (reports.size() > KEPT_REPORTS) {
                reports.removeLast();
            }
        }
    }
}
