package org.waypost.cassandra.healing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What one round of healing found and did.
 *
 * @param cause why it ran
 * @param begun when
 * @param took how long
 * @param mailboxes mailboxes looked at
 * @param mailboxesCorrected mailboxes whose counters were wrong
 * @param namesCorrected mailboxes that had lost their name, or had two
 * @param users owners whose quota was looked at
 * @param quotasCorrected owners whose quota was wrong
 * @param unsettled counters and names that kept changing; the next round looks at them again
 * @param errors what failed
 */
public record HealingReport(
        Cause cause,
        Instant begun,
        Duration took,
        int mailboxes,
        int mailboxesCorrected,
        int namesCorrected,
        int users,
        int quotasCorrected,
        int unsettled,
        List<String> errors) {

    /** Why a round ran. */
    public enum Cause {
        /** The server was killed, or its machine was. */
        UNCLEAN_STOP,
        /** Cassandra was away, and what was under way was lost or is done twice. */
        CASSANDRA_AWAY,
        /** Its time had come. */
        SCHEDULE,
        /** Someone asked for it. */
        REQUEST
    }

    public HealingReport {
        errors = List.copyOf(errors);
    }

    /** One line for the log, {@code name=value} separated by blanks. */
    public String line() {
        return "healing cause=" + cause + " mailboxes=" + mailboxes + " mailboxesCorrected=" + mailboxesCorrected
                + " namesCorrected=" + namesCorrected + " users=" + users + " quotasCorrected=" + quotasCorrected
                + " unsettled=" + unsettled + " errors="
                + errors.size() + " ms=" + took.toMillis();
    }
}
