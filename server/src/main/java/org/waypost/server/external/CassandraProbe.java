package org.waypost.server.external;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Looks at the nodes that the session has connections to. */
public final class CassandraProbe implements EngineProbe {
    private final CqlSession session;
    private final List<InetSocketAddress> contactPoints;

    public CassandraProbe(CqlSession session, List<InetSocketAddress> contactPoints) {
        this.session = session;
        this.contactPoints = List.copyOf(contactPoints);
    }

    @Override
    public String name() {
        return "cassandra";
    }

    @Override
    public String address() {
        return contactPoints.stream()
                .map(point -> point.getHostString() + ":" + point.getPort())
                .collect(Collectors.joining(", "));
    }

    @Override
    public EngineAnswer ask() {
        Collection<Node> nodes = session.getMetadata().getNodes().values();
        String version = nodes.stream()
                .map(Node::getCassandraVersion)
                .filter(Objects::nonNull)
                .min(Comparable::compareTo)
                .map(Object::toString)
                .orElse("");
        if (nodes.stream().noneMatch(node -> node.getOpenConnections() > 0)) {
            return EngineAnswer.unusable("no node of the ring answers; check that they run and the network to them");
        }
        String down = nodes.stream()
                .filter(node -> node.getState() == NodeState.DOWN)
                .map(node -> node.getEndPoint().toString())
                .sorted()
                .collect(Collectors.joining(", "));
        return down.isEmpty()
                ? EngineAnswer.well(version)
                : EngineAnswer.impaired(version, "these nodes of the ring don't answer: " + down);
    }
}
