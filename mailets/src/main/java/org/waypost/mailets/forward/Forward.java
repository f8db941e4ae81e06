package org.waypost.mailets.forward;

import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.policy.forward.ForwardPlan;
import org.waypost.policy.forward.Forwarding;
import org.waypost.steps.Parameter;
import org.waypost.steps.Parameters;

/**
 * Forwards mail as its recipients chose (settings {@code forward}, and the forwards of WebAdmin's {@code /address/forwards}), with
 * or without a copy in the mailbox.
 *
 * <p>Stands behind {@link Aliases}, before the delivery to mailboxes, for recipients in domains of this server. To targets of
 * other servers the sender is rewritten (SRS), so that SPF holds there and bounces come back; no sender stays none. A target that
 * the domain doesn't allow gets nothing: the mail stays in the mailbox, with the reason in its field {@code X-Waypost-Not-Forwarded}.
 * A mail that an address forwarded before, here or on its way over other servers, is in a circle: it stays in the
 * mailbox too, and where there is none it goes to the processor for loops.
 *
 * <p>Parameters: {@code loopProcessor}, the processor for mail in a circle that has no mailbox to stay in (default {@code loop}).
 *
 * <pre><code>
 * &lt;mailet match="HostIsLocal" class="org.waypost.mailets.forward.Forward"&gt;
 *   &lt;loopProcessor&gt;loop&lt;/loopProcessor&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
public final class Forward extends GenericMailet {
    private static final Parameter<String> LOOP = Parameter.processor(
                    "loopProcessor", "Where mail in a circle goes that has no mailbox to stay in.")
            .orElse("loop");

    /** The parameters of this mailet. */
    public static final Parameters PARAMETERS = Parameters.of(LOOP);

    private static final Logger LOGGER = LoggerFactory.getLogger(Forward.class);

    private final Forwarding forwarding;
    private final Onward onward;
    private final UsersRepository users;
    private final Metric forwarded;
    private final Metric refused;
    private final Metric loops;
    private String loopProcessor;

    @Inject
    public Forward(Forwarding forwarding, Onward onward, UsersRepository users, MetricFactory metrics) {
        this.forwarding = forwarding;
        this.onward = onward;
        this.users = users;
        this.forwarded = metrics.generate("forwardsSent");
        this.refused = metrics.generate("forwardsRefused");
        this.loops = metrics.generate("forwardLoopsEnded");
    }

    @Override
    public void init() throws MessagingException {
        loopProcessor = PARAMETERS.read(getMailetConfig(), Forward.class).get(LOOP);
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        List<MailAddress> stay = new ArrayList<>();
        for (MailAddress recipient : List.copyOf(mail.getRecipients())) {
            try {
                if (staysAfterForwarding(mail, recipient)) {
                    stay.add(recipient);
                }
            } catch (UsersRepositoryException | RecipientRewriteTableException | DomainListException e) {
                throw new MessagingException("Where mail for " + recipient + " is forwarded can't be read", e);
            }
        }
        mail.setRecipients(stay);
        if (stay.isEmpty()) {
            mail.setState(Mail.GHOST);
        }
    }

    private boolean staysAfterForwarding(Mail mail, MailAddress recipient)
            throws MessagingException, UsersRepositoryException, RecipientRewriteTableException, DomainListException {
        ForwardPlan plan = forwarding.of(recipient);
        if (!plan.refused().isEmpty()) {
            refused.increment();
            Onward.keep(mail, recipient, plan.reasons());
        }
        if (!plan.forwards()) {
            return true;
        }
        if (!onward.send(getMailetContext(), mail, recipient, plan)) {
            loops.increment();
            return endLoop(mail, recipient);
        }
        forwarded.increment();
        return plan.keepCopy();
    }

    private boolean endLoop(Mail mail, MailAddress recipient) throws MessagingException, UsersRepositoryException {
        if (users.contains(users.getUsername(recipient))) {
            Onward.keep(mail, recipient, Onward.circle(recipient));
            return true;
        }
        LOGGER.warn("Forward in a circle mail={} recipient={}", mail.getName(), recipient);
        Loops.end(getMailetContext(), mail, recipient, loopProcessor);
        return false;
    }

    @Override
    public String getMailetInfo() {
        return "Waypost forward";
    }
}
