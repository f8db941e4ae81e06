package org.waypost.protocols.smtp;

import java.time.Duration;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.policy.quota.QuotaRefusal;
import org.waypost.policy.quota.RecipientRoom;
import org.waypost.policy.quota.RecipientRoom.Full;

/**
 * Refuses a recipient whose mailbox is full (RFC 5321 §4.2.3, RFC 3463 §3.3), before the message is sent, so that nothing is
 * taken and bounced later. The size that SIZE declared counts (RFC 1870). An alias of several users is refused when all
 * are full. Fails open: when the stores don't answer within {@value #DEADLINE_SECONDS} s the recipient is taken, and delivery
 * decides.
 */
public final class QuotaHook implements RcptHook {
    static final int DEADLINE_SECONDS = 5;

    private static final Duration DEADLINE = Duration.ofSeconds(DEADLINE_SECONDS);
    private static final Logger LOGGER = LoggerFactory.getLogger(QuotaHook.class);

    private final Optional<RecipientRoom> room;
    private final Metric refused;
    private final Metric unanswered;

    /** Made for each listener. A server that was put together without accounts has no quota to look at. */
    @Inject
    public QuotaHook(Optional<RecipientRoom> room, MetricFactory metrics) {
        this.room = room;
        this.refused = metrics.generate("quotaRecipientsRefused");
        this.unanswered = metrics.generate("quotaChecksUnanswered");
    }

    @Override
    public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
        if (room.isEmpty()) {
            return HookResult.DECLINED;
        }
        try {
            return room.get()
                    .full(recipient, MessageSize.declared(session), DEADLINE)
                    .filter(full -> full.settings().refuse())
                    .blockOptional()
                    .map(full -> refuse(session, sender, recipient, full))
                    .orElse(HookResult.DECLINED);
        } catch (RuntimeException e) {
            unanswered.increment();
            LOGGER.warn("The quota of {} can't be read, the recipient is taken", recipient, e);
            return HookResult.DECLINED;
        }
    }

    private HookResult refuse(SMTPSession session, MaybeSender sender, MailAddress recipient, Full full) {
        refused.increment();
        QuotaRefusal said = full.settings();
        LOGGER.info(
                "Refused session={} sender={} recipient={} user={} code={} reason='over quota: {}'",
                session.getSessionID(),
                sender.asString(),
                recipient,
                full.user().asString(),
                said.code(),
                full.reason());
        return HookResult.builder()
                .hookReturnCode(said.code() == 452 ? HookReturnCode.denySoft() : HookReturnCode.deny())
                .smtpReturnCode(String.valueOf(said.code()))
                .smtpDescription(said.enhancedCode() + " " + said.text())
                .build();
    }
}
