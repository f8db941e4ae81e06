package org.waypost.policy.forward;

import java.time.Duration;
import java.util.Optional;
import org.apache.james.core.Domain;

/**
 * How senders are rewritten.
 *
 * @param domain the domain of rewritten senders, one of this server's; none: that of the address that forwards
 * @param valid  how long a bounce to a rewritten sender is taken; 1 to 365 days
 */
public record SrsRules(Optional<Domain> domain, Duration valid) {
    /** How long bounces come when nothing is said. */
    public static final Duration THREE_WEEKS = Duration.ofDays(21);

    private static final Duration LEAST = Duration.ofDays(1);
    private static final Duration MOST = Duration.ofDays(365);

    public SrsRules {
        if (valid.compareTo(LEAST) < 0 || valid.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(valid.toDays() + "d; expected 1d to 365d");
        }
    }

    /** The domain in which a sender of mail that an address forwards is written. */
    public Domain domainFor(Domain forwarder) {
        return domain.orElse(forwarder);
    }
}
