package org.waypost.mailets.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.mail.MessagingException;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.queue.memory.MemoryMailQueueFactory;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetryLaterTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private MemoryMailQueueFactory queues;
    private RecordingMetricFactory metrics;

    @BeforeEach
    void setUp() {
        queues = new MemoryMailQueueFactory(new RawMailQueueItemDecoratorFactory());
        metrics = new RecordingMetricFactory();
    }

    private RetryLater mailet(Instant now) throws MessagingException {
        RetryLater mailet = new RetryLater(queues, Clock.fixed(now, ZoneOffset.UTC), metrics);
        mailet.init(FakeMailetConfig.builder()
                .setProperty("firstDelay", "5s")
                .setProperty("longestDelay", "5m")
                .setProperty("giveUpAfter", "2d")
                .build());
        return mailet;
    }

    private static FakeMail mail() throws Exception {
        return FakeMail.builder()
                .name("Mail1")
                .sender("alice@example.test")
                .recipient("bob@example.test")
                .state(Mail.ERROR)
                .mimeMessage(MimeMessageBuilder.mimeMessageBuilder().setText("hello"))
                .build();
    }

    private static FakeMail failed(FakeMail mail) {
        mail.setAttribute(new Attribute(
                Mail.MAILET_ERROR, AttributeValue.ofUnserializable(new MessagingException("no node answers"))));
        mail.setErrorMessage("no node answers");
        mail.setState(Mail.ERROR);
        return mail;
    }

    private long spooled() throws Exception {
        ManageableMailQueue spool = queues.getQueue(MailQueueFactory.SPOOL).orElseThrow();
        return spool.getSize();
    }

    @Test
    void aMessageThatFailedGoesBackIntoTheQueueFromTheStart() throws Exception {
        FakeMail mail = failed(mail());

        mailet(NOW).service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(spooled()).isEqualTo(1);
        Mail queued = queues.getQueue(MailQueueFactory.SPOOL)
                .orElseThrow()
                .browse()
                .next()
                .getMail();
        assertThat(queued.getState()).isEqualTo(Mail.DEFAULT);
        assertThat(queued.getAttribute(Mail.MAILET_ERROR)).isEmpty();
        assertThat(QueueIdentity.of(queued)).isEqualTo("Mail1");
        assertThat(QueueIdentity.wasTried(queued)).isTrue();
    }

    @Test
    void aMessageWithoutAnErrorIsLeftToTheNextMailet() throws Exception {
        FakeMail mail = mail();

        mailet(NOW).service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.ERROR);
        assertThat(spooled()).isZero();
    }

    @Test
    void afterTheLimitTheMessageIsLeftToTheNextMailet() throws Exception {
        FakeMail mail = failed(mail());
        mailet(NOW).service(mail);
        failed(mail);

        mailet(NOW.plus(Duration.ofDays(2))).service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.ERROR);
        assertThat(metrics.countFor("mailsGivenUp")).isEqualTo(1);
    }

    @Test
    void justBeforeTheLimitItIsTriedAgain() throws Exception {
        FakeMail mail = failed(mail());
        mailet(NOW).service(mail);
        failed(mail);

        mailet(NOW.plus(Duration.ofDays(2)).minusSeconds(1)).service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
    }

    @Test
    void aDelayThatIsNoDurationIsRefusedWithNameAndValue() {
        RetryLater mailet = new RetryLater(queues, Clock.systemUTC(), metrics);

        assertThatThrownBy(() -> mailet.init(FakeMailetConfig.builder()
                        .setProperty("firstDelay", "soon")
                        .build()))
                .hasMessageContaining("firstDelay")
                .hasMessageContaining("'soon'")
                .hasMessageContaining("a duration such as 90s");
    }
}
