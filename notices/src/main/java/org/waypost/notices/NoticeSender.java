package org.waypost.notices;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts notices into the queue; when {@link #send} returns, the notice is as safe as any accepted mail. */
public final class NoticeSender {
    /** Tells a later step what a mail of the server is for; no stranger can set it. */
    private static final AttributeName PURPOSE = AttributeName.of("org.waypost.notice");

    private static final Logger LOGGER = LoggerFactory.getLogger(NoticeSender.class);

    private final MailQueueFactory<?> queues;
    private final Clock clock;

    @Inject
    public NoticeSender(MailQueueFactory<?> queues, Clock clock) {
        this.queues = queues;
        this.clock = clock;
    }

    /**
     * Sends with the null return path (RFC 3834 §3.3), so that nothing comes back when it can't be delivered.
     *
     * @param purpose what it is, in a word for the log and the name of the mail, such as {@code auto-reply}
     */
    public void send(Notice notice, String purpose) throws MessagingException {
        send(notice, purpose, Optional.empty());
    }

    /** Sends with a return path of its own: failures come to that address. */
    public void send(Notice notice, String purpose, Optional<MailAddress> returnPath) throws MessagingException {
        Instant now = clock.instant();
        MailImpl mail = MailImpl.builder()
                .name(purpose + "-" + MailImpl.getId())
                .sender(returnPath.map(MaybeSender::of).orElse(MaybeSender.nullSender()))
                .addRecipient(notice.to())
                .lastUpdated(Date.from(now))
                .mimeMessage(notice.message(now))
                .build();
        try {
            // The pipeline lets the server's own mail leave for other domains.
            mail.setAttribute(Mail.SENT_BY_MAILET_ATTRIBUTE);
            mail.setAttribute(new Attribute(PURPOSE, AttributeValue.of(purpose)));
            spool().enQueue(mail);
            LOGGER.info("Sent {} mail={} to={}", purpose, mail.getName(), notice.to());
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }

    /** Asked for each time: before the queue is started it can't be had. */
    private MailQueue spool() {
        return queues.getQueue(MailQueueFactory.SPOOL)
                .<MailQueue>map(queue -> queue)
                .orElseGet(() -> queues.createQueue(MailQueueFactory.SPOOL));
    }

    /** Whether a mail is a notice that was sent for this. */
    public static boolean isFor(String purpose, Mail mail) {
        return AttributeUtils.getValueAndCastFromMail(mail, PURPOSE, String.class)
                .filter(purpose::equals)
                .isPresent();
    }
}
