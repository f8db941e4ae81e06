package org.waypost.server.command.doctor;

import java.net.InetAddress;
import java.util.Collection;
import java.util.stream.Collectors;

/** Words for addresses. */
final class Addresses {
    private Addresses() {}

    static String text(Collection<InetAddress> addresses) {
        return addresses.stream().map(InetAddress::getHostAddress).sorted().collect(Collectors.joining(", "));
    }
}
