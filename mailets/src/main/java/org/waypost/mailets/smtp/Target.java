package org.waypost.mailets.smtp;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * One address of a server.
 *
 * @param name    the name by which it was found, which its certificate must bear when it is verified
 * @param address where it is
 * @param port    its port
 */
public record Target(String name, InetAddress address, int port) {

    @Override
    public String toString() {
        String text = address.getHostAddress();
        return (address instanceof Inet6Address ? "[" + text + "]" : text) + ":" + port;
    }
}
