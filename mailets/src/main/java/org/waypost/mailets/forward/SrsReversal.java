package org.waypost.mailets.forward;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.policy.forward.Forwarding;
import org.waypost.policy.forward.Srs;
import org.waypost.steps.Parameters;

/**
 * Brings bounces of forwarded mail to who wrote it: a recipient that is a sender rewritten here (SRS) becomes the sender again.
 *
 * <p>Stands before {@link Aliases}. Takes mail without a return path only; an address that is forged, too old, or written to by
 * somebody stays as it is and belongs to nobody. SMTP refuses such already.
 *
 * <pre><code>
 * &lt;mailet match="All" class="org.waypost.mailets.forward.SrsReversal"/&gt;
 * </code></pre>
 */
public final class SrsReversal extends GenericMailet {
    /** The parameters of this mailet: none. */
    public static final Parameters PARAMETERS = Parameters.of();

    private static final Logger LOGGER = LoggerFactory.getLogger(SrsReversal.class);

    private final Forwarding forwarding;
    private final Metric reversed;
    private final Metric refused;
    private Copies copies;

    @Inject
    public SrsReversal(Forwarding forwarding, MetricFactory metrics) {
        this.forwarding = forwarding;
        this.reversed = metrics.generate("srsReversed");
        this.refused = metrics.generate("srsRefused");
    }

    @Override
    public void init() throws MessagingException {
        PARAMETERS.read(getMailetConfig(), SrsReversal.class);
        copies = new Copies(getMailetContext());
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Set<MailAddress> recipients = new LinkedHashSet<>();
        for (MailAddress recipient : List.copyOf(mail.getRecipients())) {
            try {
                reverse(mail, recipient, recipients);
            } catch (DomainListException e) {
                throw new MessagingException("The domains can't be read", e);
            }
        }
        mail.setRecipients(recipients);
        if (recipients.isEmpty()) {
            mail.setState(Mail.GHOST);
        }
    }

    private void reverse(Mail mail, MailAddress recipient, Set<MailAddress> recipients)
            throws MessagingException, DomainListException {
        Srs.Found found = forwarding.reverse(recipient);
        if (found instanceof Srs.Found.Original original
                && mail.getMaybeSender().isNullSender()) {
            reversed.increment();
            LOGGER.info("Reversed mail={} recipient={} sender={}", mail.getName(), recipient, original.address());
            if (forwarding.isOurs(original.address().getDomain())) {
                recipients.add(original.address());
            } else {
                copies.send(mail, recipient, MaybeSender.nullSender(), List.of(original.address()));
            }
            return;
        }
        if (!(found instanceof Srs.Found.Ordinary)) {
            refused.increment();
            LOGGER.info(
                    "Not reversed mail={} recipient={} sender={} found={}",
                    mail.getName(),
                    recipient,
                    mail.getMaybeSender().asString(),
                    found);
        }
        recipients.add(recipient);
    }

    @Override
    public String getMailetInfo() {
        return "Waypost SRS reversal";
    }
}
