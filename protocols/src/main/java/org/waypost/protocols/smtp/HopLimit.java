package org.waypost.protocols.smtp;

import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends loops: refuses a message that has passed too many servers, by counting its Received fields, whatever the letters of
 * their name (RFC 5321 §6.3). Who is refused tells the sender; a message that is dropped would just be gone.
 */
public final class HopLimit implements JamesMessageHook {
    private static final Logger LOGGER = LoggerFactory.getLogger(HopLimit.class);

    private final Metric refused;

    /** Made for each listener. */
    @Inject
    public HopLimit(MetricFactory metrics) {
        this.refused = metrics.generate("loopsRefused");
    }

    @Override
    public HookResult onMessage(SMTPSession session, Mail mail) {
        int most = ListenerRules.of(session).limits().hops();
        try {
            String[] fields = mail.getMessage().getHeader("Received");
            // One of them is our own.
            int passed = fields == null ? 0 : fields.length - 1;
            if (most == 0 || passed <= most) {
                return HookResult.DECLINED;
            }
            refused.increment();
            LOGGER.info(
                    "refused loop: mail={} client={} from={} hops={} most={}",
                    mail.getName(),
                    session.getRemoteAddress().getAddress().getHostAddress(),
                    mail.getMaybeSender().asString(),
                    passed,
                    most);
            // RFC 3463 §3.5: X.4.6, routing loop detected.
            return HookResult.builder()
                    .hookReturnCode(HookReturnCode.deny())
                    .smtpReturnCode(SMTPRetCode.TRANSACTION_FAILED)
                    .smtpDescription("5.4.6 Too many hops, this message seems to be in a loop")
                    .build();
        } catch (MessagingException e) {
            LOGGER.error("the hops of {} can't be counted", mail.getName(), e);
            return HookResult.builder()
                    .hookReturnCode(HookReturnCode.denySoft())
                    .smtpDescription("4.3.0 The message can't be read now, try again later")
                    .build();
        }
    }
}
