package org.waypost.policy.sender;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.james.core.Domain;
import org.apache.james.core.MaybeSender;
import org.waypost.accounts.network.AddressBlock;

/**
 * How senders are checked.
 *
 * @param spf           whether SPF is asked
 * @param dkim          whether signatures are verified
 * @param spfDeadline   how long SPF may take; then it is temperror
 * @param dkimDeadline  how long the keys may take; then it is temperror
 * @param totalDeadline how long both may take, which run at the same time
 * @param trusted       clients that are not checked, such as relays of one's own that have checked already
 * @param skipped       domains of senders that are not checked, such as a partner's whose records are wrong
 * @param receivedSpf   whether a Received-SPF field is written too (RFC 7208 §9.1)
 */
public record SenderCheckSettings(
        boolean spf,
        boolean dkim,
        Duration spfDeadline,
        Duration dkimDeadline,
        Duration totalDeadline,
        List<AddressBlock> trusted,
        Set<Domain> skipped,
        boolean receivedSpf) {

    /** What holds when nothing is said. */
    public static final SenderCheckSettings STANDARD = new SenderCheckSettings(
            true,
            true,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            List.of(),
            Set.of(),
            false);

    public SenderCheckSettings {
        trusted = List.copyOf(trusted);
        skipped = Set.copyOf(skipped);
    }

    /** Whether what this client brings under this name is not checked. */
    public boolean skips(InetAddress client, MaybeSender sender) {
        return trusted.stream().anyMatch(block -> block.contains(client))
                || sender.asOptional()
                        .filter(address -> skipped.contains(address.getDomain()))
                        .isPresent();
    }

    Deadline spfEnd() {
        return Deadline.in(shorter(spfDeadline));
    }

    Deadline dkimEnd() {
        return Deadline.in(shorter(dkimDeadline));
    }

    private Duration shorter(Duration one) {
        return one.compareTo(totalDeadline) < 0 ? one : totalDeadline;
    }
}
