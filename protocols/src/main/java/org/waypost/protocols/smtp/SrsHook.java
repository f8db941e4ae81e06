package org.waypost.protocols.smtp;

import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.policy.forward.Forwarding;
import org.waypost.policy.forward.Srs;

/**
 * A sender that was rewritten here is an address for bounces: it takes mail without a return path only, and none when it is forged
 * or too old. Never says yes: what is right goes on to the other checks.
 */
public final class SrsHook implements RcptHook {
    private static final Logger LOGGER = LoggerFactory.getLogger(SrsHook.class);

    private final Optional<Forwarding> forwarding;

    /**
     * Made for each listener.
     *
     * @param forwarding absent on a server that rewrites no senders
     */
    @Inject
    public SrsHook(Optional<Forwarding> forwarding) {
        this.forwarding = forwarding;
    }

    @Override
    public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
        if (forwarding.isEmpty()) {
            return HookResult.DECLINED;
        }
        try {
            Srs.Found found = forwarding.get().reverse(recipient);
            if (found instanceof Srs.Found.Ordinary) {
                return HookResult.DECLINED;
            }
            if (found instanceof Srs.Found.Wrong wrong) {
                return refuse(sender, recipient, wrong.reason(), "The address is " + wrong.reason());
            }
            return sender.isNullSender()
                    ? HookResult.DECLINED
                    : refuse(sender, recipient, "return path", "The address takes bounces only");
        } catch (DomainListException | RuntimeException e) {
            // Closed while it can't be known: whoever sends a bounce tries again.
            LOGGER.error("{} can't be checked and is put off", recipient, e);
            return HookResult.builder()
                    .hookReturnCode(HookReturnCode.denySoft())
                    .smtpReturnCode(SMTPRetCode.LOCAL_ERROR)
                    .smtpDescription("4.3.0 The recipient can't be checked now, try again later")
                    .build();
        }
    }

    private static HookResult refuse(MaybeSender sender, MailAddress recipient, String reason, String text) {
        LOGGER.info(
                "refused rewritten sender recipient={} sender={} reason='{}'", recipient, sender.asString(), reason);
        return HookResult.builder()
                .hookReturnCode(HookReturnCode.deny())
                .smtpReturnCode(SMTPRetCode.MAILBOX_PERM_UNAVAILABLE)
                .smtpDescription("5.7.1 " + text)
                .build();
    }
}
