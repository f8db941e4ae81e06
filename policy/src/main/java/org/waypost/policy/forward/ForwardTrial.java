package org.waypost.policy.forward;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.user.api.UsersRepositoryException;
import org.waypost.policy.recipient.RecipientUsers;

/** Tells what would become of a mail, without sending one: follows forwards within this server, and ends at circles. */
public final class ForwardTrial {
    private static final int MOST_STEPS = 200;

    private final Forwarding forwarding;
    private final RecipientUsers users;

    @Inject
    public ForwardTrial(Forwarding forwarding, RecipientUsers users) {
        this.forwarding = forwarding;
        this.users = users;
    }

    /**
     * One address on the way.
     *
     * @param address  the address, with its aliases resolved
     * @param keeps    whether the mail stays in its mailbox
     * @param inside   addresses of this server that get a copy
     * @param outside  addresses of other servers that get a copy
     * @param sender   the sender of those copies outside; empty for none
     * @param refused  targets that get nothing, each with the reason
     * @param circle   targets that lead back to an address before
     */
    public record Step(
            String address,
            boolean keeps,
            List<String> inside,
            List<String> outside,
            String sender,
            List<String> refused,
            List<String> circle) {}

    /** All addresses of this server that a mail would come to; empty when nobody has the address. Asks the stores. */
    public List<Step> of(MaybeSender sender, MailAddress address)
            throws UsersRepositoryException, RecipientRewriteTableException, DomainListException {
        List<Step> steps = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        Deque<MailAddress> left = new ArrayDeque<>();
        for (Username user : users.of(address)) {
            left.add(users.addressOf(user));
        }
        if (left.isEmpty() && forwarding.of(address).forwards()) {
            left.add(address);
        }
        left.forEach(first -> seen.add(folded(first)));
        while (!left.isEmpty() && steps.size() < MOST_STEPS) {
            step(sender, left.remove(), seen, left, steps);
        }
        return steps;
    }

    private void step(
            MaybeSender sender, MailAddress address, Set<String> seen, Deque<MailAddress> left, List<Step> steps)
            throws UsersRepositoryException, RecipientRewriteTableException, DomainListException {
        ForwardPlan plan = forwarding.of(address);
        List<String> circle = new ArrayList<>();
        for (MailAddress target : plan.inside()) {
            for (Username user : users.of(target)) {
                MailAddress next = users.addressOf(user);
                if (seen.add(folded(next))) {
                    left.add(next);
                } else {
                    circle.add(next.asString());
                }
            }
        }
        steps.add(new Step(
                address.asString(),
                plan.keepCopy(),
                texts(plan.inside()),
                texts(plan.outside()),
                plan.outside().isEmpty()
                        ? ""
                        : forwarding.senderOutside(sender, address).asString(""),
                plan.refused().stream()
                        .map(one -> one.target().asString() + ": " + one.reason())
                        .toList(),
                circle));
    }

    private static List<String> texts(List<MailAddress> addresses) {
        return addresses.stream().map(MailAddress::asString).toList();
    }

    private static String folded(MailAddress address) {
        return address.asString().toLowerCase(Locale.ROOT);
    }
}
