package org.waypost.policy.country;

import static org.waypost.policy.country.Origin.Nowhere.BENCHMARK;
import static org.waypost.policy.country.Origin.Nowhere.DOCUMENTATION;
import static org.waypost.policy.country.Origin.Nowhere.LINK_LOCAL;
import static org.waypost.policy.country.Origin.Nowhere.LOOPBACK;
import static org.waypost.policy.country.Origin.Nowhere.MULTICAST;
import static org.waypost.policy.country.Origin.Nowhere.PRIVATE;
import static org.waypost.policy.country.Origin.Nowhere.RESERVED;
import static org.waypost.policy.country.Origin.Nowhere.SHARED;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.waypost.accounts.network.AddressBlock;

/**
 * Ranges that belong to no country, after the registries of special-purpose addresses (RFC 6890, RFC 8190). Tables map some of
 * them to one all the same.
 */
final class SpecialRanges {
    private record Range(AddressBlock network, Origin.Nowhere kind) {}

    private static final List<Range> VERSION_4 = List.of(
            // RFC 791 §3.2
            range("0.0.0.0/8", RESERVED),
            // RFC 1918
            range("10.0.0.0/8", PRIVATE),
            range("172.16.0.0/12", PRIVATE),
            range("192.168.0.0/16", PRIVATE),
            // RFC 6598
            range("100.64.0.0/10", SHARED),
            // RFC 1122 §3.2.1.3
            range("127.0.0.0/8", LOOPBACK),
            // RFC 3927
            range("169.254.0.0/16", LINK_LOCAL),
            // RFC 5737
            range("192.0.2.0/24", DOCUMENTATION),
            range("198.51.100.0/24", DOCUMENTATION),
            range("203.0.113.0/24", DOCUMENTATION),
            // RFC 6890 §2.1
            range("192.0.0.0/24", RESERVED),
            // RFC 7526
            range("192.88.99.0/24", RESERVED),
            // RFC 2544
            range("198.18.0.0/15", BENCHMARK),
            // RFC 5771
            range("224.0.0.0/4", MULTICAST),
            // RFC 1112 §4
            range("240.0.0.0/4", RESERVED));

    private static final List<Range> VERSION_6 = List.of(
            // RFC 4291 §2.5.3
            range("::1", LOOPBACK),
            // RFC 4291 §2.5.2, and §2.5.5.1: addresses that nobody uses
            range("::/96", RESERVED),
            // RFC 8215
            range("64:ff9b:1::/48", PRIVATE),
            // RFC 6666, RFC 9780
            range("100::/64", RESERVED),
            range("100:0:0:1::/64", RESERVED),
            // RFC 5180
            range("2001:2::/48", BENCHMARK),
            // RFC 4843, RFC 7343
            range("2001:10::/28", RESERVED),
            range("2001:20::/28", RESERVED),
            // RFC 3849, RFC 9637
            range("2001:db8::/32", DOCUMENTATION),
            range("3fff::/20", DOCUMENTATION),
            // RFC 9602
            range("5f00::/16", RESERVED),
            // RFC 4193
            range("fc00::/7", PRIVATE),
            // RFC 4291 §2.5.6
            range("fe80::/10", LINK_LOCAL),
            // RFC 3879
            range("fec0::/10", PRIVATE),
            // RFC 4291 §2.7
            range("ff00::/8", MULTICAST));

    private SpecialRanges() {}

    private static Range range(String network, Origin.Nowhere kind) {
        return new Range(AddressBlock.parse(network), kind);
    }

    /** What the range of an address is for; absent for an address that may be in a country. */
    static Optional<Origin.Nowhere> of(InetAddress address) {
        for (Range range : address.getAddress().length == 4 ? VERSION_4 : VERSION_6) {
            if (range.network().contains(address)) {
                return Optional.of(range.kind());
            }
        }
        return Optional.empty();
    }
}
