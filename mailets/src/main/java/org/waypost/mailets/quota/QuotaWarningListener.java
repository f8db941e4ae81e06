package org.waypost.mailets.quota;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.mail.MessagingException;
import org.apache.james.core.Username;
import org.apache.james.events.Event;
import org.apache.james.events.EventListener;
import org.apache.james.events.Group;
import org.apache.james.mailbox.events.MailboxEvents.QuotaUsageUpdatedEvent;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.apache.james.user.api.UsersRepositoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.mailets.quota.WarningNotices.Crossed;
import org.waypost.mailets.quota.WarningNotices.Level;
import org.waypost.policy.quota.MailboxRoom;
import org.waypost.policy.quota.WarnedStages;
import org.waypost.policy.quota.WarnedStages.Resource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Warns users whose mailbox fills, by the settings {@code quotaWarnings}: once when a stage is crossed, by size or by count, and
 * again after use has fallen below. When two stages are crossed at once the higher is told. Stands in {@code listeners.xml}:
 *
 * <pre><code>
 * &lt;listener&gt;
 *   &lt;class&gt;org.waypost.mailets.quota.QuotaWarningListener&lt;/class&gt;
 * &lt;/listener&gt;
 * </code></pre>
 *
 * <p>What was told is kept in a store that servers share, so that one of them tells it. Writing the warning happens on a thread of
 * its own: whoever stores the message that crosses the stage does not wait for it.
 */
@Singleton
public final class QuotaWarningListener implements EventListener.ReactiveGroupEventListener {
    /** The group of this listener. */
    public static final class QuotaWarningGroup extends Group {}

    private static final Group GROUP = new QuotaWarningGroup();
    private static final int MOST_WAITING = 10_000;
    private static final Duration FAREWELL = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Logger LOGGER = LoggerFactory.getLogger(QuotaWarningListener.class);

    private final AccountSettings settings;
    private final WarnedStages stages;
    private final UserQuotaRootResolver roots;
    private final WarningNotices notices;
    private final ThreadPoolExecutor writer;

    @Inject
    public QuotaWarningListener(
            AccountSettings settings, WarnedStages stages, UserQuotaRootResolver roots, WarningNotices notices) {
        this.settings = settings;
        this.stages = stages;
        this.roots = roots;
        this.notices = notices;
        this.writer =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "quota-warnings");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public Group getDefaultGroup() {
        return GROUP;
    }

    @Override
    public boolean isHandling(Event event) {
        return event instanceof QuotaUsageUpdatedEvent;
    }

    @Override
    public Mono<Void> reactiveEvent(Event event) {
        return event instanceof QuotaUsageUpdatedEvent change ? changed(change) : Mono.empty();
    }

    private Mono<Void> changed(QuotaUsageUpdatedEvent change) {
        // The user of the event is whoever stored the message, which may be another than the owner of the mailbox.
        Username owner = roots.associatedUsername(change.getQuotaRoot());
        Level size = new Level(
                change.getSizeQuota().getUsed().asLong(),
                MailboxRoom.number(change.getSizeQuota().getLimit()));
        Level count = new Level(
                change.getCountQuota().getUsed().asLong(),
                MailboxRoom.number(change.getCountQuota().getLimit()));
        return settings.of(owner, QuotaWarnings.SECTION)
                .filter(QuotaWarnings::enabled)
                .flatMap(chosen -> stages.of(owner).flatMap(warned -> Flux.fromArray(Resource.values())
                        .concatMap(resource -> look(owner, size, count, resource, warned, chosen))
                        .then()));
    }

    private Mono<Void> look(
            Username owner,
            Level size,
            Level count,
            Resource resource,
            Map<Resource, Integer> warned,
            QuotaWarnings chosen) {
        boolean bySize = resource == Resource.SIZE;
        Level level = bySize ? size : count;
        int percent = Crossing.percent(level.used(), level.limit());
        int before = warned.getOrDefault(resource, 0);
        List<Integer> shares =
                chosen.stages().stream().map(QuotaWarnings.Stage::percent).toList();
        int next = Crossing.next(shares, before, percent, chosen.again());
        if (next == before) {
            return Mono.empty();
        }
        return stages.move(owner, resource, before, next)
                .filter(moved -> moved && next > before)
                .doOnNext(moved -> write(new Crossed(owner, size, count, bySize, percent, next), resource, before))
                .then();
    }

    private void write(Crossed crossed, Resource resource, int before) {
        try {
            writer.execute(() -> {
                try {
                    notices.send(crossed);
                    LOGGER.info(
                            "Warned user={} of={} percent={} stage={}",
                            crossed.user().asString(),
                            resource,
                            crossed.percent(),
                            crossed.stage());
                } catch (MessagingException | UsersRepositoryException | RuntimeException e) {
                    LOGGER.error(
                            "The quota warning of {} can't be sent, the next change tries again",
                            crossed.user().asString(),
                            e);
                    takeBack(crossed, resource, before);
                }
            });
        } catch (RejectedExecutionException e) {
            LOGGER.error(
                    "Too many quota warnings wait, that of {} is put off",
                    crossed.user().asString(),
                    e);
            takeBack(crossed, resource, before);
        }
    }

    private void takeBack(Crossed crossed, Resource resource, int before) {
        stages.move(crossed.user(), resource, crossed.stage(), before)
                .timeout(PATIENCE)
                .subscribe(
                        moved -> {},
                        e -> LOGGER.error(
                                "The stage of {} can't be taken back",
                                crossed.user().asString(),
                                e));
    }

    /** Writes what waits, for some seconds. */
    @PreDestroy
    public void stop() throws InterruptedException {
        writer.shutdown();
        if (!writer.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
            writer.shutdownNow();
        }
    }
}
