package org.waypost.protocols.netty;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections a listener holds at once, in all and for each client. IPv6 clients are counted by /64, the
 * smallest network that one customer gets (RFC 6177). A client without connections takes no memory.
 */
public final class ConnectionLimits {

    private static final int IPV6_CUSTOMER_BYTES = 8;

    private final int total;
    private final int perClient;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<String, Integer> openByClient = new ConcurrentHashMap<>();

    /**
     * @param total the most connections in all, 0 for no limit
     * @param perClient the most connections of one client, 0 for no limit
     */
    public ConnectionLimits(int total, int perClient) {
        if (total < 0 || perClient < 0) {
            throw new IllegalArgumentException("a connection limit can't be negative");
        }
        this.total = total;
        this.perClient = perClient;
    }

    /** Counts one connection; false, and nothing counted, when the listener is full. */
    boolean enter() {
        if (open.incrementAndGet() > total && total > 0) {
            open.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        open.decrementAndGet();
    }

    /** Counts one connection of this client; false, and nothing counted, when it has too many. */
    boolean enter(InetAddress client) {
        if (perClient == 0) {
            return true;
        }
        String key = key(client);
        int count = openByClient.merge(key, 1, Integer::sum);
        if (count > perClient) {
            leaveByKey(key);
            return false;
        }
        return true;
    }

    void leave(InetAddress client) {
        if (perClient > 0) {
            leaveByKey(key(client));
        }
    }

    private void leaveByKey(String key) {
        openByClient.computeIfPresent(key, (same, count) -> count > 1 ? count - 1 : null);
    }

    /** The most connections in all, 0 for no limit. */
    public int total() {
        return total;
    }

    /** Connections open now. */
    public int open() {
        return open.get();
    }

    /** Clients that have at least one connection now; counted only when there is a limit by client. */
    public int clients() {
        return openByClient.size();
    }

    private static String key(InetAddress client) {
        if (client instanceof Inet6Address) {
            return Arrays.toString(Arrays.copyOf(client.getAddress(), IPV6_CUSTOMER_BYTES));
        }
        return client.getHostAddress();
    }
}
