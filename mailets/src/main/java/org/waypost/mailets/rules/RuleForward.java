package org.waypost.mailets.rules;

import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.policy.rules.Decision;

/**
 * Sends a message on for a user. The copy leaves in the user's own name, so that SPF holds for it and a failure comes back to the
 * user; one without a return path keeps none (RFC 5321 §4.5.5). Each copy names who sent it on, and none is sent on twice by the
 * same user, so that a circle ends where it began.
 */
final class RuleForward {
    static final String TRACE = "X-Waypost-Forwarded-By";
    private static final Logger LOGGER = LoggerFactory.getLogger(RuleForward.class);

    @Inject
    RuleForward() {}

    /** Whether it was sent; not when it came round. */
    boolean send(Mail mail, Username user, MailAddress recipient, Decision.Forward forward, MailetContext context)
            throws MessagingException {
        String[] before = mail.getMessage().getHeader(TRACE);
        if (before != null && Arrays.stream(before).anyMatch(name -> name.trim().equalsIgnoreCase(user.asString()))) {
            LOGGER.warn(
                    "Rule mail={} recipient={} outcome='not forwarded, it came round' rule=\"{}\"",
                    mail.getName(),
                    recipient,
                    forward.rule());
            return false;
        }
        List<MailAddress> targets = forward.to().stream()
                .filter(target -> !target.equals(recipient))
                .toList();
        if (targets.isEmpty()) {
            return false;
        }
        MailImpl copy = MailImpl.builder()
                .name(MailImpl.getId())
                .sender(mail.getMaybeSender().isNullSender() ? MaybeSender.nullSender() : MaybeSender.of(recipient))
                .addRecipients(targets)
                .mimeMessage(mail.getMessage())
                .build();
        try {
            copy.getMessage().addHeader(TRACE, user.asString());
            context.sendMail(copy);
            LOGGER.info(
                    "Rule mail={} recipient={} outcome='forwarded to {} as {}' rule=\"{}\"",
                    mail.getName(),
                    recipient,
                    targets,
                    copy.getName(),
                    forward.rule());
            return true;
        } finally {
            LifecycleUtil.dispose(copy);
        }
    }
}
