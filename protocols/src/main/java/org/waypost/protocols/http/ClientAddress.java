package org.waypost.protocols.http;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;

/** Finds the client behind trusted reverse proxies. */
final class ClientAddress {
    private final List<Network> proxies;

    ClientAddress(List<Network> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    /**
     * The nearest address that isn't a trusted proxy's: that of the connection, or, when it is a trusted proxy's, the last untrusted one of
     * X-Forwarded-For. What stands left of an untrusted address was written by whoever wanted to.
     *
     * @param connection   the address at the other end
     * @param forwardedFor all X-Forwarded-For fields, in their order
     */
    InetAddress of(InetAddress connection, List<String> forwardedFor) {
        InetAddress nearest = connection;
        String[] hops = String.join(",", forwardedFor).split(",");
        for (int i = hops.length - 1; i >= 0 && isProxy(nearest); i--) {
            String hop = hops[i].strip();
            if (!InetAddresses.isInetAddress(hop)) {
                return nearest;
            }
            nearest = InetAddresses.forString(hop);
        }
        return nearest;
    }

    private boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(network -> network.contains(address));
    }
}
