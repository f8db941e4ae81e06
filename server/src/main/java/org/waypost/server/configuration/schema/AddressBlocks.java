package org.waypost.server.configuration.schema;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Reads IP addresses and blocks without asking the DNS (RFC 4632 §3.1, RFC 4291 §2.3). */
final class AddressBlocks {
    private AddressBlocks() {}

    static boolean isAddress(String value) {
        return value.matches("\\d{1,3}(\\.\\d{1,3}){3}") || (value.contains(":") && value.matches("[0-9a-fA-F:.]+"))
                ? parses(value)
                : false;
    }

    static boolean isBlock(String value) {
        int slash = value.indexOf('/');
        if (slash < 0) {
            return isAddress(value);
        }
        String address = value.substring(0, slash);
        String prefix = value.substring(slash + 1);
        if (!isAddress(address)) {
            return false;
        }
        boolean six = address.contains(":");
        if (!six && isAddress(prefix)) {
            return true;
        }
        return prefix.matches("\\d{1,3}") && Integer.parseInt(prefix) <= (six ? 128 : 32);
    }

    private static boolean parses(String literal) {
        try {
            // A literal is never looked up.
            return InetAddress.getByName(literal) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
