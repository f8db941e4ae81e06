package org.waypost.engines.port;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which ports of 127.0.0.1 are free. */
public final class LoopbackPorts {
    private static final Logger LOGGER = LoggerFactory.getLogger(LoopbackPorts.class);
    /** Below the range that Linux gives to outgoing connections (32768 up), so none of them takes it meanwhile. */
    private static final int LOWEST = 20000;

    private static final int HIGHEST = 32000;
    private static final int TRIES = 1000;
    /** Given out by this process, perhaps not bound yet. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private LoopbackPorts() {}

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the engines do it: connections of a process that is gone don't hold the port.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException e) {
            LOGGER.debug("Port {} is taken: {}", port, e.toString());
            return false;
        }
    }

    /** A free port that is not among the given ones; never the same twice. */
    public static int choose(Set<Integer> except) {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!except.contains(port) && isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "No free port on 127.0.0.1 between " + LOWEST + " and " + HIGHEST + " after " + TRIES + " tries");
    }
}
