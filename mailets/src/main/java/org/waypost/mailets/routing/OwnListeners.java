package org.waypost.mailets.routing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows what is this server itself, so that no mail is sent in a circle and none to services that trust this machine. */
public final class OwnListeners {
    private static final Logger LOGGER = LoggerFactory.getLogger(OwnListeners.class);

    private final Supplier<Set<Integer>> ports;

    /** @param ports the TCP ports that this server or its engines listen on */
    public OwnListeners(Supplier<Set<Integer>> ports) {
        this.ports = ports;
    }

    /** Whether an address is of this machine, or means no other machine. */
    boolean here(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            LOGGER.warn("The addresses of this machine can't be read: {}", e.getMessage());
            return false;
        }
    }

    /** Whether something of this server listens there. */
    boolean own(InetAddress address, int port) {
        return here(address) && ports.get().contains(port);
    }

    /** Why connections can't come from an address; empty when they can. */
    static String unusable(InetAddress source) {
        try (java.net.ServerSocket probe = new java.net.ServerSocket(0, 1, source)) {
            return probe.isBound() ? "" : "it can't be bound";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
