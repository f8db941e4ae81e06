package org.waypost.mailets.challenge;

import com.google.common.io.FileBackedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import javax.inject.Inject;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.apache.james.blob.api.BlobId;
import org.apache.james.blob.api.BlobStore;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.challenge.PendingMail;
import org.waypost.accounts.challenge.PendingMail.Progress;
import org.waypost.accounts.challenge.PendingMail.Remote;
import org.waypost.accounts.challenge.PendingMailStore;
import org.waypost.mailets.delivery.QueueIdentity;
import reactor.core.publisher.Mono;

/**
 * Keeps mail with its message, and lets it go on exactly once: one server claims it, puts it into the queue and forgets it.
 * A claim that was left half done goes on as a doubtful delivery, which looks into the mailbox before it stores.
 */
public final class HeldMail {
    private static final Logger LOGGER = LoggerFactory.getLogger(HeldMail.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int IN_MEMORY = 100 * 1024;
    private static final int LONGEST_SUBJECT = 300;

    /** After so long a claim was left. */
    static final Duration LEFT = Duration.ofMinutes(10);

    private final PendingMailStore store;
    private final BlobStore blobs;
    private final BlobId.Factory blobIds;
    private final MailQueueFactory<?> queues;
    private final ChallengeCounts counts;
    private final Clock clock;

    @Inject
    public HeldMail(
            PendingMailStore store,
            BlobStore blobs,
            BlobId.Factory blobIds,
            MailQueueFactory<?> queues,
            ChallengeCounts counts,
            Clock clock) {
        this.store = store;
        this.blobs = blobs;
        this.blobIds = blobIds;
        this.queues = queues;
        this.counts = counts;
        this.clock = clock;
    }

    /** The id that a mail has when it is held for a user. */
    static UUID id(Mail mail, Username user) {
        return PendingMail.id(QueueIdentity.of(mail), user);
    }

    /** Who is held, in what words, and how long. */
    record Terms(
            Username user, MailAddress recipient, String sender, String reason, boolean challenged, Duration expiry) {}

    /** Holds a mail for one of its recipients; when this returns it is safe. */
    void hold(Mail mail, Terms terms) throws MessagingException {
        UUID id = id(mail, terms.user());
        MimeMessage message = mail.getMessage();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Saved saved = save(message);
        PendingMail pending = new PendingMail(
                terms.user(),
                id,
                terms.sender(),
                mail.getMaybeSender().asOptional(),
                terms.recipient(),
                subject(message),
                terms.reason(),
                terms.challenged(),
                now,
                now.plus(terms.expiry()),
                saved.size(),
                saved.blob().asString(),
                attributes(mail),
                new Remote(mail.getRemoteHost(), mail.getRemoteAddr()),
                Progress.NONE);
        if (!Boolean.TRUE.equals(store.add(pending).block(PATIENCE))) {
            // Another has held the same mail meanwhile, with a blob of its own.
            remove(saved.blob());
            return;
        }
        counts.held().increment();
        LOGGER.info(
                "Held mail={} queueId={} id={} user={} sender={} challenged={} reason='{}'",
                mail.getName(),
                QueueIdentity.of(mail),
                id,
                terms.user().asString(),
                terms.sender(),
                terms.challenged(),
                terms.reason());
    }

    private record Saved(BlobId blob, long size) {}

    private Saved save(MimeMessage message) throws MessagingException {
        try (FileBackedOutputStream copy = new FileBackedOutputStream(IN_MEMORY)) {
            message.writeTo(copy);
            BlobId blob = Mono.from(blobs.save(
                            blobs.getDefaultBucketName(), copy.asByteSource(), BlobStore.StoragePolicy.LOW_COST))
                    .block(PATIENCE);
            long size = copy.asByteSource().size();
            copy.reset();
            return new Saved(blob, size);
        } catch (IOException e) {
            throw new MessagingException("The message can't be copied to be held", e);
        }
    }

    private static String subject(MimeMessage message) throws MessagingException {
        String subject = message.getSubject();
        String line = subject == null
                ? ""
                : subject.replaceAll("[\\p{Cntrl}\\s]+", " ").trim();
        return line.length() > LONGEST_SUBJECT ? line.substring(0, LONGEST_SUBJECT) + "..." : line;
    }

    private static Map<String, String> attributes(Mail mail) {
        Map<String, String> attributes = new HashMap<>();
        mail.attributes().forEach(attribute -> attribute
                .getValue()
                .toJson()
                .ifPresent(json -> attributes.put(attribute.getName().asString(), json.toString())));
        return attributes;
    }

    /**
     * Lets a mail go on into a processor.
     *
     * @return whether this call did it; {@code false} when another does or did
     */
    boolean release(PendingMail mail, String processor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (!Boolean.TRUE.equals(store.claim(mail, now).block(PATIENCE))) {
            return false;
        }
        try {
            enqueue(mail, processor, now, false);
        } catch (MessagingException | IOException | RuntimeException e) {
            store.unclaim(mail).block(PATIENCE);
            throw new IllegalStateException("The mail " + mail.id() + " could not be released", e);
        }
        forget(mail);
        counts.released().increment();
        LOGGER.info("Released id={} user={} sender={}", mail.id(), mail.user().asString(), mail.sender());
        return true;
    }

    /** Finishes what a server that died has begun. */
    void finish(PendingMail mail, String processor) {
        Instant before = mail.progress().releasing().orElseThrow();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (now.isBefore(before.plus(LEFT))
                || !Boolean.TRUE.equals(store.claimAgain(mail, now).block(PATIENCE))) {
            return;
        }
        try {
            enqueue(mail, processor, before, true);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("The mail " + mail.id() + " could not be released", e);
        }
        forget(mail);
        LOGGER.warn(
                "Released id={} user={} sender={}: it was left half done since {}",
                mail.id(),
                mail.user().asString(),
                mail.sender(),
                before);
    }

    /** Gives a mail up; whether this call did it. */
    boolean drop(PendingMail mail) {
        boolean claimed = Boolean.TRUE.equals(store.claim(mail, clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .block(PATIENCE));
        if (claimed) {
            forget(mail);
        }
        return claimed;
    }

    private void forget(PendingMail mail) {
        store.remove(mail).block(PATIENCE);
        remove(blobIds.from(mail.blob()));
    }

    private void remove(BlobId blob) {
        try {
            Mono.from(blobs.delete(blobs.getDefaultBucketName(), blob)).block(PATIENCE);
        } catch (RuntimeException e) {
            // Nothing refers to it any more.
            LOGGER.warn("The blob {} of a mail that was held is left over: {}", blob.asString(), e.getMessage());
        }
    }

    /** The message, at most so many bytes of it. */
    byte[] message(PendingMail mail, int most) {
        try (InputStream content = open(mail)) {
            return content.readNBytes(most);
        } catch (IOException e) {
            throw new IllegalStateException("The message of " + mail.id() + " can't be read", e);
        }
    }

    private InputStream open(PendingMail mail) {
        return blobs.read(blobs.getDefaultBucketName(), blobIds.from(mail.blob()));
    }

    private void enqueue(PendingMail pending, String processor, Instant moment, boolean doubtful)
            throws MessagingException, IOException {
        MailImpl mail = null;
        try (InputStream content = open(pending)) {
            mail = MailImpl.builder()
                    .name("released-" + MailImpl.getId())
                    .sender(pending.returnPath().map(MaybeSender::of).orElse(MaybeSender.nullSender()))
                    .addRecipient(pending.recipient())
                    .state(processor)
                    .lastUpdated(Date.from(moment))
                    .remoteHost(pending.remote().host())
                    .remoteAddr(pending.remote().address())
                    .addAttributes(attributes(pending))
                    .addAttribute(new Attribute(Arrival.RELEASED, AttributeValue.of(true)))
                    .mimeMessage(new MimeMessage(Session.getInstance(new Properties()), content))
                    .build();
            if (doubtful) {
                QueueIdentity.markTried(mail);
            }
            spool().enQueue(mail);
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }

    private static List<Attribute> attributes(PendingMail mail) throws IOException {
        List<Attribute> attributes = new ArrayList<>();
        for (Map.Entry<String, String> attribute : mail.attributes().entrySet()) {
            attributes.add(new Attribute(
                    AttributeName.of(attribute.getKey()), AttributeValue.fromJsonString(attribute.getValue())));
        }
        return attributes;
    }

    private MailQueue spool() {
        Optional<? extends MailQueue> queue = queues.getQueue(MailQueueFactory.SPOOL);
        return queue.isPresent() ? queue.get() : queues.createQueue(MailQueueFactory.SPOOL);
    }
}
