package org.waypost.server.forward;

import javax.inject.Inject;
import javax.inject.Singleton;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.user.api.UsersRepositoryException;
import org.waypost.policy.forward.ForwardTrial;

/** Shows forwarding in JMX. */
@Singleton
final class Forwards implements ForwardsMBean {
    private final ForwardTrial trial;
    private final Metric forwarded;
    private final Metric refused;
    private final Metric loops;
    private final Metric reversed;

    /** A counter is one, by whichever part of the server it is asked for. */
    @Inject
    Forwards(ForwardTrial trial, MetricFactory metrics) {
        this.trial = trial;
        this.forwarded = metrics.generate("forwardsSent");
        this.refused = metrics.generate("forwardsRefused");
        this.loops = metrics.generate("forwardLoopsEnded");
        this.reversed = metrics.generate("srsReversed");
    }

    @Override
    public long getForwarded() {
        return forwarded.getCount();
    }

    @Override
    public long getRefused() {
        return refused.getCount();
    }

    @Override
    public long getLoopsEnded() {
        return loops.getCount();
    }

    @Override
    public long getBouncesReversed() {
        return reversed.getCount();
    }

    @Override
    public String[] test(String sender, String address) {
        try {
            MaybeSender from = sender.isBlank() || sender.equals("<>")
                    ? MaybeSender.nullSender()
                    : MaybeSender.of(new MailAddress(sender));
            return trial.of(from, new MailAddress(address)).stream()
                    .map(ForwardTrial.Step::toString)
                    .toArray(String[]::new);
        } catch (AddressException e) {
            throw new IllegalArgumentException("expected addresses such as bob@example.org: " + e.getMessage(), e);
        } catch (UsersRepositoryException | RecipientRewriteTableException | DomainListException e) {
            throw new IllegalStateException("the stores don't answer: " + e.getMessage(), e);
        }
    }
}
