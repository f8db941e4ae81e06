package org.waypost.server.composition;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must outlive all that uses it: the storage session and the broker.
 *
 * <p>James disposes of its parts in the order in which they were made, so that a broker made early would go before the
 * consumers that were made late.
 */
public final class StopLast implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(StopLast.class);

    private final Deque<AutoCloseable> kept = new ArrayDeque<>();

    /** Takes charge of closing. */
    public synchronized <T extends AutoCloseable> T keep(T resource) {
        kept.push(resource);
        return resource;
    }

    /** Closes all, the latest first; one that fails does not keep the others open. */
    @Override
    public synchronized void close() {
        while (!kept.isEmpty()) {
            AutoCloseable resource = kept.pop();
            try {
                resource.close();
            } catch (Exception e) {
                LOGGER.error("{} did not close", resource, e);
            }
        }
    }
}
