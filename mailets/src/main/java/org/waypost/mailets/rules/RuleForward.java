package org.waypost.mailets.rules;

import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.mailets.forward.Onward;
import org.waypost.policy.forward.ForwardPlan;
import org.waypost.policy.forward.Forwarding;
import org.waypost.policy.rules.Decision;

/** Sends a message on for a rule, as the forwards of accounts do: by the rules of the domain, with a rewritten sender, never in a circle. */
final class RuleForward {
    private static final Logger LOGGER = LoggerFactory.getLogger(RuleForward.class);

    private final Forwarding forwarding;
    private final Onward onward;

    @Inject
    RuleForward(Forwarding forwarding, Onward onward) {
        this.forwarding = forwarding;
        this.onward = onward;
    }

    /** Whether every target got it. When not, the message must stay; the reason stands in it. */
    boolean send(Mail mail, MailAddress recipient, Decision.Forward forward, MailetContext context)
            throws MessagingException {
        ForwardPlan plan;
        try {
            plan = forwarding.of(recipient, forward.to(), false);
        } catch (DomainListException e) {
            throw new MessagingException("The domains of this server can't be read", e);
        }
        if (!plan.refused().isEmpty()) {
            Onward.keep(mail, recipient, plan.reasons());
        }
        if (!plan.forwards()) {
            return false;
        }
        if (!onward.send(context, mail, recipient, plan)) {
            Onward.keep(mail, recipient, Onward.circle(recipient));
            return false;
        }
        LOGGER.info(
                "Rule mail={} recipient={} outcome='forwarded' rule=\"{}\"", mail.getName(), recipient, forward.rule());
        return !plan.keepCopy();
    }
}
