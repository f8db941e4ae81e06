package org.waypost.accounts.network;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A block of IP addresses in CIDR notation (RFC 4632, RFC 4291 §2.3), such as {@code 10.0.0.0/8}, {@code ::1} or
 * {@code 2001:db8::/32}. Names are never looked up.
 *
 * @param network the block's first address; bits behind the prefix are ignored
 * @param prefix the number of leading bits that count, 0 to 32 (IPv4) or 0 to 128 (IPv6)
 */
public record AddressBlock(InetAddress network, int prefix) {

    public AddressBlock {
        int bits = network.getAddress().length * Byte.SIZE;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("'/%d' is not a prefix length from 0 to %d".formatted(prefix, bits));
        }
    }

    /**
     * Reads one block.
     *
     * @throws IllegalArgumentException when the text is no address or block; the message names the text
     */
    public static AddressBlock parse(String text) {
        String trimmed = text.trim();
        int slash = trimmed.indexOf('/');
        String literal = slash < 0 ? trimmed : trimmed.substring(0, slash);
        if (!InetAddresses.isInetAddress(literal) || literal.indexOf('%') >= 0) {
            throw notABlock(text, null);
        }
        InetAddress network = InetAddresses.forString(literal);
        int all = network.getAddress().length * Byte.SIZE;
        try {
            return new AddressBlock(network, slash < 0 ? all : Integer.parseInt(trimmed.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw notABlock(text, e);
        }
    }

    private static IllegalArgumentException notABlock(String text, Throwable cause) {
        return new IllegalArgumentException(
                "'%s' is not an IP address or block such as 10.0.0.0/8 or 2001:db8::/32".formatted(text), cause);
    }

    /** Reads a list separated by commas or white space; an empty text is an empty list. */
    public static List<AddressBlock> parseList(String text) {
        return Stream.of(text.split("[,\\s]+"))
                .filter(part -> !part.isEmpty())
                .map(AddressBlock::parse)
                .toList();
    }

    /** Whether the address lies in this block; IPv4-mapped IPv6 addresses count as IPv4 (RFC 4291 §2.5.5.2). */
    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        int whole = prefix / Byte.SIZE;
        if (!Arrays.equals(ours, 0, whole, theirs, 0, whole)) {
            return false;
        }
        int rest = prefix % Byte.SIZE;
        if (rest == 0) {
            return true;
        }
        int mask = 0xFF << (Byte.SIZE - rest);
        return (ours[whole] & mask) == (theirs[whole] & mask);
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }
}
