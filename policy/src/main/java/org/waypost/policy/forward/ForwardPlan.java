package org.waypost.policy.forward;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.james.core.MailAddress;

/**
 * What becomes of mail for an address that forwards.
 *
 * @param inside   targets in domains of this server
 * @param outside  targets of other servers
 * @param refused  targets that get nothing, with the reason
 * @param keepCopy whether the mail stays; always when a target is refused, so that nothing is lost
 */
public record ForwardPlan(
        List<MailAddress> inside, List<MailAddress> outside, List<Refused> refused, boolean keepCopy) {
    /** A target that gets nothing. */
    public record Refused(MailAddress target, String reason) {}

    /** Nothing is forwarded. */
    public static final ForwardPlan NONE = new ForwardPlan(List.of(), List.of(), List.of(), true);

    public ForwardPlan {
        inside = List.copyOf(inside);
        outside = List.copyOf(outside);
        refused = List.copyOf(refused);
        keepCopy = keepCopy || !refused.isEmpty() || inside.isEmpty() && outside.isEmpty();
    }

    /** Why targets get nothing, in words. */
    public String reasons() {
        return refused.stream()
                .map(one -> one.target().asString() + ": " + one.reason())
                .collect(Collectors.joining("; "));
    }

    /** Whether some target gets something. */
    public boolean forwards() {
        return !inside.isEmpty() || !outside.isEmpty();
    }
}
