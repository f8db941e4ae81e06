package org.waypost.server.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Which loopback port stands for which endpoint. */
public record PortPlan(Map<Endpoint, Integer> ports) {
    public PortPlan {
        ports = Map.copyOf(ports);
    }

    /** The ports of the quickstart; where one is taken, a free one that the system picks. */
    public static PortPlan preferred() {
        return plan(Endpoint::quickstartPort);
    }

    /** Ports that the system picks, for servers that run beside each other. */
    public static PortPlan free() {
        return plan(endpoint -> 0);
    }

    private static PortPlan plan(ToIntFunction<Endpoint> wish) {
        Map<Endpoint, Integer> ports = new EnumMap<>(Endpoint.class);
        // Each stays bound until all are chosen, so that none is chosen twice.
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (Endpoint endpoint : Endpoint.values()) {
                int wished = wish.applyAsInt(endpoint);
                ServerSocket socket = bound(isFree(wished) ? wished : 0);
                held.add(socket);
                ports.put(endpoint, socket.getLocalPort());
            }
            return new PortPlan(ports);
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on loopback", e);
        } finally {
            held.forEach(PortPlan::release);
        }
    }

    /** The port of an endpoint. */
    public int port(Endpoint endpoint) {
        return ports.get(endpoint);
    }

    /** The endpoint whose default port is the one given. */
    public static Optional<Endpoint> byDefaultPort(int port) {
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint.defaultPort() == port) {
                return Optional.of(endpoint);
            }
        }
        return Optional.empty();
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = bound(port)) {
            return socket.isBound();
        } catch (BindException e) {
            return false;
        }
    }

    private static ServerSocket bound(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
