package org.waypost.cassandra.session;

import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeStateListenerBase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears from the driver that a node of Cassandra went away and that it is back, and tells those who have to mend something then. */
public final class NodeWatch extends NodeStateListenerBase {
    private static final Logger LOGGER = LoggerFactory.getLogger(NodeWatch.class);

    /** A node that was only just reached has no id yet. */
    private final Set<EndPoint> away = ConcurrentHashMap.newKeySet();

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Calls this on each return of a node; it must not take long, the driver waits for it. */
    public void whenBack(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void onDown(Node node) {
        away.add(node.getEndPoint());
        LOGGER.warn("Cassandra at {} is away", node.getEndPoint());
    }

    @Override
    public void onUp(Node node) {
        if (away.remove(node.getEndPoint())) {
            LOGGER.info("Cassandra at {} is back", node.getEndPoint());
            listeners.forEach(Runnable::run);
        }
    }
}
