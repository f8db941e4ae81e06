package org.waypost.protocols.http;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A network of addresses (RFC 4632, RFC 4291 §2.3).
 *
 * @param address an address of it
 * @param bits    how many leading bits its addresses share
 */
record Network(InetAddress address, int bits) {

    /**
     * Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32} or a single address.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = InetAddresses.forString(slash < 0 ? text : text.substring(0, slash));
        int most = address.getAddress().length * 8;
        int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException(text + " has more bits than an address");
        }
        return new Network(address, bits);
    }

    /** The network of that many bits that {@code address} lies in, its other bits cleared. */
    static Network of(InetAddress address, int bits) {
        byte[] cleared = address.getAddress();
        for (int bit = bits; bit < cleared.length * 8; bit++) {
            cleared[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        try {
            return new Network(InetAddress.getByAddress(cleared), bits);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address of " + cleared.length + " bytes", e);
        }
    }

    boolean contains(InetAddress other) {
        return other.getAddress().length == address.getAddress().length
                && Arrays.equals(
                        of(other, bits).address().getAddress(),
                        of(address, bits).address().getAddress());
    }
}
