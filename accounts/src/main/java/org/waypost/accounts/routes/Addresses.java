package org.waypost.accounts.routes;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.waypost.accounts.settings.SettingRefused;

/** Reads addresses and names of hosts without asking the DNS. */
final class Addresses {
    private Addresses() {}

    /** An address that is written in digits. */
    static InetAddress literal(String path, String text) {
        try {
            if (four(text) || text.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException e) {
            throw new SettingRefused(path, text, "an IP address");
        }
        throw new SettingRefused(path, text, "an IP address");
    }

    /** An address of one family that a server may send from. */
    static String source(String path, String text, boolean four) {
        if (text == null) {
            return null;
        }
        String expected = four ? "an IPv4 address such as 192.0.2.1" : "an IPv6 address such as 2001:db8::1";
        InetAddress address;
        try {
            address = literal(path, text.trim());
        } catch (SettingRefused e) {
            throw new SettingRefused(path, text, expected);
        }
        if (address instanceof Inet4Address != four || address.isAnyLocalAddress() || address.isMulticastAddress()) {
            throw new SettingRefused(path, text, expected);
        }
        return address.getHostAddress();
    }

    static boolean four(String text) {
        return text.matches("\\d{1,3}(\\.\\d{1,3}){3}")
                && Arrays.stream(text.split("\\.")).allMatch(part -> Integer.parseInt(part) <= 255);
    }

    /** The form of a host name (RFC 1123 §2.1); underscores are seen too. */
    static boolean name(String text) {
        return text.length() <= 253
                && !text.matches("[0-9.]+")
                && text.matches("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
                        + "(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\\.?");
    }
}
