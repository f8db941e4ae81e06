package org.waypost.mailets.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.util.concurrent.Striped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import javax.inject.Inject;
import javax.inject.Named;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.OverQuotaException;
import org.apache.james.mailbox.model.ComposedMessageId;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.transport.mailets.delivery.MailboxAppenderImpl;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.mailet.Attribute;
import org.apache.mailet.Mail;
import org.apache.mailet.StorageDirective;
import org.apache.mailet.base.GenericMailet;
import org.apache.mailet.base.RFC2822Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.mailets.rules.RuledFolder;
import org.waypost.notices.NoticeSender;
import org.waypost.policy.quota.MailboxRoom;
import org.waypost.steps.LastStep;
import org.waypost.steps.Parameter;
import org.waypost.steps.Parameters;

/**
 * Stores a message in the mailbox of each recipient, once.
 *
 * <p>The queue may hand out a message twice: after a crash it can't know how far the first pass came. A message that
 * was queued before this server started, or whose earlier delivery failed with an error, is therefore looked for in
 * the mailbox before it is stored. Within one run, a second part of the same message for the same mailbox is left out.
 *
 * <p>When the store can't be written, the message fails with the recipients that are left, for {@link RetryLater} in
 * the processor {@code error}; nothing is bounced because an engine was down. A recipient over quota gets the message
 * sent to the processor {@code overQuotaProcessor} (552 5.2.2, RFC 3463 §3.3); it may be over by the grace of the user's
 * settings {@code quota}. Warnings about the quota itself are stored whatever it says.
 *
 * <p>Each delivery is a line in the log with mail, queue identity, sender, recipient, folder, mailbox and UID.
 *
 * <p>Parameters: {@code folder} (where no filter says otherwise, default {@code INBOX}), {@code overQuotaProcessor}
 * (default {@code bounces}), {@code attempts} (1 to 20, default 3, apart by 250 ms, doubled each time).
 *
 * <pre><code>
 * &lt;mailet match="RecipientIsLocal" class="org.waypost.mailets.delivery.LocalDelivery"&gt;
 *   &lt;overQuotaProcessor&gt;bounces&lt;/overQuotaProcessor&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
@LastStep
public final class LocalDelivery extends GenericMailet {
    private static final Logger LOGGER = LoggerFactory.getLogger(LocalDelivery.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int MOST_REMEMBERED = 100_000;

    private static final Parameter<String> FOLDER = Parameter.text(
                    "folder", "Where the mail goes when no filter says otherwise.")
            .orElse(MailboxConstants.INBOX);
    private static final Parameter<String> OVER_QUOTA_PROCESSOR = Parameter.processor(
                    "overQuotaProcessor", "Where the mail goes for recipients whose mailbox is full.")
            .orElse("bounces");
    private static final Parameter<Integer> ATTEMPTS = Parameter.number(
                    "attempts",
                    "How often the store is tried, apart by 250 ms, doubled each time, before the mail fails.",
                    1,
                    20)
            .orElse("3");

    /** What can be said to it. */
    public static final Parameters PARAMETERS = Parameters.of(FOLDER, OVER_QUOTA_PROCESSOR, ATTEMPTS);

    private record Options(String folder, String overQuotaProcessor, int attempts) {}

    private record Target(String queueId, Username user, String folder) {}

    private final UsersRepository users;
    private final MailboxAppenderImpl appender;
    private final DeliveryHistory history;
    private final Metric delivered;
    private final Metric doublesAvoided;
    private final Clock clock;
    private final Instant started;
    private final Cache<Target, Instant> recent = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build();
    private final Striped<Lock> locks = Striped.lock(256);
    private Options options;

    @Inject
    public LocalDelivery(
            UsersRepository users,
            @Named("mailboxmanager") MailboxManager mailboxes,
            MetricFactory metrics,
            Clock clock) {
        this.users = users;
        this.appender = new MailboxAppenderImpl(mailboxes);
        this.history = new DeliveryHistory(mailboxes);
        this.delivered = metrics.generate("localDeliveredMails");
        this.doublesAvoided = metrics.generate("localDoubleDeliveriesAvoided");
        this.clock = clock;
        this.started = clock.instant();
    }

    @Override
    public void init() throws MessagingException {
        Parameters.Said said = PARAMETERS.read(getMailetConfig(), LocalDelivery.class);
        options = new Options(said.get(FOLDER), said.get(OVER_QUOTA_PROCESSOR), said.get(ATTEMPTS));
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        MimeMessage message = mail.getMessage();
        // RFC 5321 §4.4: the final delivery writes the return path, and there is only one.
        message.setHeader(RFC2822Headers.RETURN_PATH, mail.getMaybeSender().asPrettyString());
        message.setHeader(QueueIdentity.HEADER, QueueIdentity.of(mail));

        List<MailAddress> overQuota = new ArrayList<>();
        List<MailAddress> failed = new ArrayList<>();
        Exception failure = null;
        for (MailAddress recipient : List.copyOf(mail.getRecipients())) {
            try (RecipientHeaders ignored = RecipientHeaders.add(mail, recipient)) {
                deliver(mail, recipient);
            } catch (OverQuotaException e) {
                overQuota.add(recipient);
            } catch (MailboxException | UsersRepositoryException | RuntimeException e) {
                failed.add(recipient);
                failure = e;
            }
        }
        if (!overQuota.isEmpty()) {
            refuse(mail, overQuota);
        }
        if (!failed.isEmpty()) {
            mail.setRecipients(failed);
            QueueIdentity.markTried(mail);
            throw new MessagingException("Mailbox of " + failed + " could not be written", failure);
        }
        mail.setState(Mail.GHOST);
    }

    private void deliver(Mail mail, MailAddress recipient)
            throws MailboxException, UsersRepositoryException, MessagingException {
        Username user = users.getUsername(recipient);
        StorageDirective directive = directive(mail, user);
        Target target = new Target(
                QueueIdentity.of(mail), user, directive.getTargetFolder().orElse(options.folder()));
        Lock lock = locks.get(target);
        lock.lock();
        try {
            if (recent.getIfPresent(target) != null) {
                doublesAvoided.increment();
                LOGGER.info("Left out mail={} recipient={}: delivered before", mail.getName(), recipient);
                return;
            }
            store(mail, recipient, target, directive);
            recent.put(target, clock.instant());
        } finally {
            lock.unlock();
        }
    }

    /** A rule's folder holds where a Sieve script names none: to keep a message it writes INBOX. */
    private StorageDirective directive(Mail mail, Username user) {
        StorageDirective said = StorageDirective.fromMail(user, mail);
        Optional<String> ruled = RuledFolder.of(mail, user);
        boolean chosen = said.getTargetFolder()
                .filter(folder -> !folder.replaceFirst("^/", "").equalsIgnoreCase(MailboxConstants.INBOX))
                .isPresent();
        if (ruled.isPresent() && !chosen) {
            StorageDirective.builder()
                    .targetFolder(ruled)
                    .build()
                    .encodeAsAttributes(user)
                    .forEach(mail::setAttribute);
            return StorageDirective.fromMail(user, mail);
        }
        return said.withDefaultFolder(options.folder());
    }

    private void store(Mail mail, MailAddress recipient, Target target, StorageDirective directive)
            throws MailboxException, MessagingException {
        boolean doubtful = mayHaveBeenDelivered(mail);
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                if (doubtful && isStored(mail, target)) {
                    doublesAvoided.increment();
                    LOGGER.info("Left out mail={} recipient={}: found in {}", mail.getName(), recipient, target);
                    return;
                }
                ComposedMessageId stored = append(mail, target, directive);
                delivered.increment();
                LOGGER.info(
                        "Delivered mail={} queueId={} sender={} recipient={} folder={} mailbox={} uid={}",
                        mail.getName(),
                        target.queueId(),
                        mail.getMaybeSender().asString(),
                        recipient,
                        target.folder(),
                        stored.getMailboxId().serialize(),
                        stored.getUid().asLong());
                return;
            } catch (MailboxException | RuntimeException e) {
                if (e instanceof OverQuotaException || attempt >= options.attempts()) {
                    throw e;
                }
                // The store may have done what it could not confirm.
                doubtful = true;
                LOGGER.warn(
                        "Attempt {} of {} failed mail={} recipient={}",
                        attempt,
                        options.attempts(),
                        mail.getName(),
                        recipient,
                        e);
                sleep(pause);
                pause = pause.multipliedBy(2);
            }
        }
    }

    /** A store that ends without saying where the message is may not have it: that is a failure, not a delivery. */
    private ComposedMessageId append(Mail mail, Target target, StorageDirective directive)
            throws MailboxException, MessagingException {
        try {
            return appender.append(mail.getMessage(), target.user(), directive)
                    .contextWrite(isAboutQuota(mail) ? MailboxRoom::notice : MailboxRoom::delivery)
                    .blockOptional()
                    .orElseThrow(() -> new MailboxException("The store did not say where it put the message for "
                            + target.user().asString()));
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof OverQuotaException overQuota) {
                    throw overQuota;
                }
            }
            throw e;
        }
    }

    /** The warning that a mailbox is nearly full must not fail because the mailbox is full. */
    private static boolean isAboutQuota(Mail mail) {
        return NoticeSender.isFor(MailboxRoom.NOTICE, mail);
    }

    private boolean isStored(Mail mail, Target target) throws MailboxException {
        return history.holds(
                target.user(),
                target.folder(),
                target.queueId(),
                mail.getLastUpdated().toInstant());
    }

    /** A clock that was set back makes a message look younger than now: that is doubtful as well. */
    private boolean mayHaveBeenDelivered(Mail mail) {
        Instant queued = mail.getLastUpdated().toInstant();
        return QueueIdentity.wasTried(mail) || !queued.isAfter(started) || queued.isAfter(clock.instant());
    }

    private void refuse(Mail mail, Collection<MailAddress> recipients) throws MessagingException {
        Mail refused = mail.duplicate();
        try {
            refused.setRecipients(recipients);
            refused.setState(options.overQuotaProcessor());
            refused.setErrorMessage("552 5.2.2 The mailbox of the recipient is full");
            refused.setAttribute(
                    Attribute.convertToAttribute("delivery-error", "552 5.2.2 The mailbox of the recipient is full"));
            LOGGER.info("Refused mail={} recipients={} reason='over quota'", mail.getName(), recipients);
            getMailetContext().sendMail(refused);
        } finally {
            LifecycleUtil.dispose(refused);
        }
    }

    private static void sleep(Duration pause) throws MessagingException {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MessagingException("The server stops while a delivery waits for the store", e);
        }
    }

    @Override
    public String getMailetInfo() {
        return "Waypost local delivery";
    }
}
