package org.waypost.mailets.forward;

import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.apache.mailet.PerRecipientHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.policy.forward.ForwardPlan;
import org.waypost.policy.forward.Forwarding;

/**
 * Sends mail on for an address, whatever asked for it: to targets here under the sender that it has, to those of other servers under a
 * rewritten one (SRS), and never twice for the same address.
 */
public final class Onward {
    private static final String KEPT = "X-Waypost-Not-Forwarded";
    private static final Logger LOGGER = LoggerFactory.getLogger(Onward.class);

    private final Forwarding forwarding;

    @Inject
    public Onward(Forwarding forwarding) {
        this.forwarding = forwarding;
    }

    /**
     * Sends copies to the targets of a plan. When it returns, they are safe.
     *
     * @return false when the mail is in a circle: this address sent it on before, so nothing was sent
     */
    public boolean send(MailetContext context, Mail mail, MailAddress by, ForwardPlan plan) throws MessagingException {
        if (Copies.passed(mail, by)) {
            return false;
        }
        Copies copies = new Copies(context);
        try {
            copies.send(mail, by, mail.getMaybeSender(), plan.inside());
            copies.send(mail, by, forwarding.senderOutside(mail.getMaybeSender(), by), plan.outside());
        } catch (DomainListException e) {
            throw new MessagingException("The domains of this server can't be read", e);
        }
        LOGGER.info(
                "Forwarded mail={} recipient={} sender={} inside={} outside={} copy={}",
                mail.getName(),
                by,
                mail.getMaybeSender().asString(),
                plan.inside(),
                plan.outside(),
                plan.keepCopy());
        return true;
    }

    /** Lets a mail that stays say why, in the field {@value #KEPT} of this recipient's copy. */
    public static void keep(Mail mail, MailAddress recipient, String reason) {
        LOGGER.info("Not forwarded mail={} recipient={} reason='{}'", mail.getName(), recipient, reason);
        mail.addSpecificHeaderForRecipient(
                PerRecipientHeaders.Header.builder().name(KEPT).value(reason).build(), recipient);
    }

    /** The reason of a mail that stays because it is in a circle. */
    public static String circle(MailAddress by) {
        return "the mail was forwarded by " + by.asString() + " before";
    }
}
