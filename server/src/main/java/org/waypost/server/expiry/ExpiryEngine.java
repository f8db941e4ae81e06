package org.waypost.server.expiry;

import com.google.common.collect.Lists;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.inject.Named;
import javax.mail.Flags;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxManager.MailboxSearchFetchType;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MailboxMetaData;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.mailbox.model.search.MailboxQuery;
import org.apache.james.mailbox.store.MailboxReactorUtils;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.expiry.Expiry;
import org.waypost.accounts.expiry.ExpiryCount;
import org.waypost.accounts.expiry.ExpiryRule;
import org.waypost.accounts.expiry.ExpiryRun;
import org.waypost.accounts.expiry.ExpiryRuns;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import reactor.core.publisher.Flux;

/**
 * Deletes what is too old in the folders of one user. Only what is known of messages is read, not their contents; they are
 * deleted as a user would, so that quota, vault and events stay right.
 */
final class ExpiryEngine {
    private static final Logger LOGGER = LoggerFactory.getLogger(ExpiryEngine.class);
    /** The store takes its time for each; one alone would mostly wait. */
    private static final int REQUESTS_AT_ONCE = 4;

    /** So many take a slow store ten seconds; by then the server has to show that it lives. */
    private static final int MOST_BETWEEN_BEATS = 500;

    /** How often a long run writes down how far it is. */
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);

    private final AccountSettings settings;
    private final MailboxManager mailboxes;
    private final ExpiryRuns runs;
    private final ExpiryOptions options;
    private final Clock clock;
    private final Metric removed;
    private final Metric failed;

    /** Called before each batch; says by an exception that the run must end. */
    interface Pulse {
        void beat() throws InterruptedException;
    }

    private record Candidate(MessageUid uid, Instant age) {}

    @Inject
    ExpiryEngine(
            AccountSettings settings,
            @Named("mailboxmanager") MailboxManager mailboxes,
            ExpiryRuns runs,
            ExpiryOptions options,
            Clock clock,
            MetricFactory metrics) {
        this.settings = settings;
        this.mailboxes = mailboxes;
        this.runs = runs;
        this.options = options;
        this.clock = clock;
        this.removed = metrics.generate("expiredMessages");
        this.failed = metrics.generate("expiryFailures");
    }

    /** All folders of a user; returns false when one failed. */
    boolean expire(ExpiryRun run, Username user, Map<String, ExpiryCount> before, Pulse pulse)
            throws InterruptedException {
        if (held(user)) {
            return true;
        }
        Expiry expiry = settings.of(user, Expiry.SECTION).block();
        if (expiry.rules().isEmpty()) {
            return true;
        }
        MailboxSession session = mailboxes.createSystemSession(user);
        boolean well = true;
        for (MailboxMetaData folder : folders(session)) {
            String name = folder.getPath().getName();
            Optional<ExpiryRule> rule = expiry.rule(name);
            ExpiryCount earlier = before.get(name);
            if (rule.isPresent() && (earlier == null || !earlier.done())) {
                well &= folder(run, session, folder, rule.get(), earlier, pulse);
            }
        }
        mailboxes.endProcessingRequest(session);
        return well;
    }

    /** A hold that any scope sets holds below, so nobody lifts that of another. */
    private boolean held(Username user) {
        return settings.each(Scope.user(user), Expiry.SECTION).block().values().stream()
                .anyMatch(Expiry::hold);
    }

    private List<MailboxMetaData> folders(MailboxSession session) {
        return mailboxes
                .search(MailboxQuery.privateMailboxesBuilder(session).build(), MailboxSearchFetchType.Minimal, session)
                .sort(Comparator.comparing(folder -> folder.getPath().getName()))
                .collectList()
                .block();
    }

    private boolean folder(
            ExpiryRun run,
            MailboxSession session,
            MailboxMetaData folder,
            ExpiryRule rule,
            ExpiryCount earlier,
            Pulse pulse)
            throws InterruptedException {
        String name = folder.getPath().getName();
        ExpiryCount count = earlier == null ? ExpiryCount.begun(session.getUser(), name, 0, 0) : earlier;
        long deleted = count.removed();
        try {
            pulse.beat();
            MessageManager messages = mailboxes.getMailbox(folder.getId(), session);
            List<Candidate> candidates = candidates(run.begun(), messages, session, rule);
            if (earlier == null) {
                if (candidates.isEmpty()) {
                    return true;
                }
                long planned = Math.min(candidates.size(), rule.most() == null ? Long.MAX_VALUE : rule.most());
                count = ExpiryCount.begun(session.getUser(), name, candidates.size(), planned);
                runs.write(run.id(), run.dry() ? count.finished(0) : count).block();
            } else {
                // What is gone since this run looked first was deleted before its server died.
                deleted = Math.max(0, count.matched() - candidates.size());
            }
            if (run.dry()) {
                return true;
            }
            long left = Math.max(0, count.planned() - deleted);
            Instant shown = clock.instant();
            List<Candidate> doomed = candidates.stream().limit(left).toList();
            for (List<Candidate> some : Lists.partition(doomed, mostBetweenBeats())) {
                pulse.beat();
                delete(messages, session, some);
                deleted += some.size();
                if (Duration.between(shown, clock.instant()).compareTo(BETWEEN_REPORTS) >= 0) {
                    runs.write(run.id(), count.reached(deleted)).block();
                    shown = clock.instant();
                }
            }
            runs.write(run.id(), count.finished(deleted)).block();
            return true;
        } catch (MailboxException e) {
            failed.increment();
            LOGGER.error(
                    "Expiry failed in folder {} of {}", name, session.getUser().asString(), e);
            runs.write(run.id(), count.failed(deleted, String.valueOf(e.getMessage())))
                    .block();
            return false;
        }
    }

    /** What is allowed in a second at most, so that the rest after it is short as well. */
    private int mostBetweenBeats() {
        return Math.min(options.batch() * REQUESTS_AT_ONCE, Math.min(options.mostPerSecond(), MOST_BETWEEN_BEATS));
    }

    /** The oldest first. */
    private static List<Candidate> candidates(
            Instant now, MessageManager messages, MailboxSession session, ExpiryRule rule) {
        return Flux.from(messages.getMessagesReactive(MessageRange.all(), FetchGroup.MINIMAL, session))
                .mapNotNull(message -> candidate(now, message, rule))
                .sort(Comparator.comparing(Candidate::age).thenComparing(Candidate::uid))
                .collectList()
                .block();
    }

    private static Candidate candidate(Instant now, MessageResult message, ExpiryRule rule) {
        Instant received = message.getInternalDate().toInstant();
        Instant saved = message.getSaveDate().map(Date::toInstant).orElse(received);
        Flags flags = message.getFlags();
        boolean expired =
                rule.expired(now, received, saved, flags.contains(Flags.Flag.FLAGGED), flags.contains(Flags.Flag.SEEN));
        return expired ? new Candidate(message.getUid(), received) : null;
    }

    private void delete(MessageManager messages, MailboxSession session, List<Candidate> some)
            throws MailboxException, InterruptedException {
        Instant begun = clock.instant();
        int share = (some.size() + REQUESTS_AT_ONCE - 1) / REQUESTS_AT_ONCE;
        MailboxReactorUtils.block(Flux.fromIterable(Lists.partition(some, Math.min(options.batch(), share)))
                .flatMap(
                        batch -> messages.deleteReactive(
                                batch.stream().map(Candidate::uid).collect(Collectors.toList()), session),
                        REQUESTS_AT_ONCE)
                .then());
        removed.add(some.size());
        Duration least = Duration.ofMillis(1000L * some.size() / options.mostPerSecond());
        Duration rest = least.minus(Duration.between(begun, clock.instant()));
        if (!rest.isNegative() && !rest.isZero()) {
            Thread.sleep(rest.toMillis());
        }
    }
}
