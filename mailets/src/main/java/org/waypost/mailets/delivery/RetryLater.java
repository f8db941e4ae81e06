package org.waypost.mailets.delivery;

import java.time.Clock;
import java.time.Duration;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.steps.Parameter;
import org.waypost.steps.Parameters;

/**
 * Puts a message that failed with an error back into the queue, to be processed from the start a while later.
 *
 * <p>Stands first in the processor {@code error}. An engine or a directory that does not answer is no fault of the
 * message (RFC 5321 §4.5.4.1: retries with a growing interval). When the message has been failing for longer than
 * {@code giveUpAfter}, it goes on to the next mailet. A message that came to this processor without an error is left
 * alone.
 *
 * <p>Parameters: {@code firstDelay} (default 5s), doubled each time up to {@code longestDelay} (default 5m),
 * {@code giveUpAfter} (default 2d); units ms, s, m, h, d.
 *
 * <pre><code>
 * &lt;mailet match="All" class="org.waypost.mailets.delivery.RetryLater"&gt;
 *   &lt;firstDelay&gt;5s&lt;/firstDelay&gt;
 *   &lt;longestDelay&gt;5m&lt;/longestDelay&gt;
 *   &lt;giveUpAfter&gt;2d&lt;/giveUpAfter&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
public final class RetryLater extends GenericMailet {
    private static final Logger LOGGER = LoggerFactory.getLogger(RetryLater.class);
    private static final AttributeName RETRIES = AttributeName.of("org.waypost.retry.count");
    private static final AttributeName SINCE = AttributeName.of("org.waypost.retry.since");

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Parameter<Duration> FIRST_DELAY = Parameter.duration(
                    "firstDelay", "How long after the first failure the mail is processed again.", SHORTEST, LONGEST)
            .orElse("5s");
    private static final Parameter<Duration> LONGEST_DELAY = Parameter.duration(
                    "longestDelay", "What the delay, doubled each time, grows to.", SHORTEST, LONGEST)
            .orElse("5m");
    private static final Parameter<Duration> GIVE_UP_AFTER = Parameter.duration(
                    "giveUpAfter", "How long a mail may fail before it is left to the next step.", SHORTEST, LONGEST)
            .orElse("2d");

    /** What can be said to it. */
    public static final Parameters PARAMETERS = Parameters.of(FIRST_DELAY, LONGEST_DELAY, GIVE_UP_AFTER);

    private record Options(Duration firstDelay, Duration longestDelay, Duration giveUpAfter) {}

    private final MailQueueFactory<?> queues;
    private final Clock clock;
    private final Metric retried;
    private final Metric givenUp;
    private MailQueue spool;
    private Options options;

    @Inject
    public RetryLater(MailQueueFactory<?> queues, Clock clock, MetricFactory metrics) {
        this.queues = queues;
        this.clock = clock;
        this.retried = metrics.generate("mailsRetriedLater");
        this.givenUp = metrics.generate("mailsGivenUp");
    }

    @Override
    public void init() throws MessagingException {
        Parameters.Said said = PARAMETERS.read(getMailetConfig(), RetryLater.class);
        options = new Options(said.get(FIRST_DELAY), said.get(LONGEST_DELAY), said.get(GIVE_UP_AFTER));
        spool = queues.createQueue(MailQueueFactory.SPOOL);
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        if (mail.getAttribute(Mail.MAILET_ERROR).isEmpty()) {
            return;
        }
        long since =
                AttributeUtils.getValueAndCastFromMail(mail, SINCE, Long.class).orElseGet(clock::millis);
        int retries = AttributeUtils.getValueAndCastFromMail(mail, RETRIES, Integer.class)
                .orElse(0);
        Duration failing = Duration.ofMillis(clock.millis() - since);
        if (failing.compareTo(options.giveUpAfter()) >= 0) {
            givenUp.increment();
            LOGGER.error(
                    "Gave up mail={} queueId={} recipients={} after {} retries in {}: {}",
                    mail.getName(),
                    QueueIdentity.of(mail),
                    mail.getRecipients(),
                    retries,
                    failing,
                    mail.getErrorMessage());
            return;
        }
        Duration delay = delay(retries);
        LOGGER.warn(
                "Retry in {} mail={} queueId={} recipients={} retries={}",
                delay,
                mail.getName(),
                QueueIdentity.of(mail),
                mail.getRecipients(),
                retries);
        enqueue(mail, since, retries + 1, delay);
        retried.increment();
        mail.setState(Mail.GHOST);
    }

    private Duration delay(int retries) {
        Duration delay = options.firstDelay();
        for (int i = 0; i < retries && delay.compareTo(options.longestDelay()) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(options.longestDelay()) > 0 ? options.longestDelay() : delay;
    }

    private void enqueue(Mail mail, long since, int retries, Duration delay) throws MessagingException {
        QueueIdentity.assign(mail);
        QueueIdentity.markTried(mail);
        mail.setAttribute(new Attribute(SINCE, AttributeValue.of(since)));
        mail.setAttribute(new Attribute(RETRIES, AttributeValue.of(retries)));
        // An error that can't be serialised must not travel with the message, nor be taken for a new one.
        mail.removeAttribute(Mail.MAILET_ERROR);
        mail.setErrorMessage(null);
        mail.setState(Mail.DEFAULT);
        spool.enQueue(mail, delay);
    }

    @Override
    public String getMailetInfo() {
        return "Waypost retry";
    }
}
