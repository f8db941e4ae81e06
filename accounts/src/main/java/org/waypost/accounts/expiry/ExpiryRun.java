package org.waypost.accounts.expiry;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One run.
 *
 * @param id       a UUID of version 1, so that runs have an order
 * @param begun    when it began; age is counted from here, also when another server goes on with it
 * @param trigger  {@code schedule} or {@code administrator}
 * @param dry      whether it only counts
 * @param position the last user who is done; empty when none is
 * @param finished when it ended; empty while it runs, or after its server died
 * @param outcome  {@code done}, {@code cancelled}, or {@code failed} when some folders could not be read or emptied; empty
 *                 before the end
 */
public record ExpiryRun(
        UUID id,
        Instant begun,
        String trigger,
        boolean dry,
        String position,
        Optional<Instant> finished,
        String outcome) {

    /** The same, with one more user done. */
    public ExpiryRun at(String user) {
        return new ExpiryRun(id, begun, trigger, dry, user, finished, outcome);
    }

    /** The same, at its end. */
    public ExpiryRun ended(Instant moment, String how) {
        return new ExpiryRun(id, begun, trigger, dry, position, Optional.of(moment), how);
    }
}
