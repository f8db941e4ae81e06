package org.waypost.policy.country;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import org.waypost.accounts.network.AddressBlock;

/**
 * IPv4 addresses inside IPv6 addresses: who is reached over IPv4 is where that address is. Java itself reads an IPv4-mapped
 * address as the IPv4 address (RFC 4291 §2.5.5.2).
 */
final class Carried {
    // RFC 6052 §2.1: the well-known prefix of translators, the address in the last 32 bits.
    private static final AddressBlock NAT64 = AddressBlock.parse("64:ff9b::/96");
    // RFC 3056 §2: 6to4, the address of the gateway behind the first 16 bits.
    private static final AddressBlock SIX_TO_FOUR = AddressBlock.parse("2002::/16");
    // RFC 4380 §4: Teredo, the address of the client in the last 32 bits, all of them inverted.
    private static final AddressBlock TEREDO = AddressBlock.parse("2001::/32");

    private Carried() {}

    /** The IPv4 address by which an IPv6 address is reached; absent when there is none in it. */
    static Optional<InetAddress> in(InetAddress address) {
        if (NAT64.contains(address)) {
            return Optional.of(version4(address, 12, 0));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return Optional.of(version4(address, 2, 0));
        }
        return TEREDO.contains(address) ? Optional.of(version4(address, 12, 0xff)) : Optional.empty();
    }

    private static InetAddress version4(InetAddress address, int from, int inverted) {
        byte[] bytes = Arrays.copyOfRange(address.getAddress(), from, from + 4);
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] ^= (byte) inverted;
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address of 4 bytes", e);
        }
    }
}
