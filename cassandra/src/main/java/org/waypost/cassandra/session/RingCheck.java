package org.waypost.cassandra.session;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.Version;
import com.datastax.oss.driver.api.core.metadata.Node;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.waypost.cassandra.session.CassandraUnusableException.Reason;

/** Looks at a ring that answered: is it new enough, and has it nodes in the data centre that was configured? */
final class RingCheck {

    private static final Version OLDEST = Objects.requireNonNull(Version.parse("4.1.0"));

    private RingCheck() {}

    static Optional<CassandraUnusableException> refusal(CqlSession session, CassandraSettings settings) {
        Collection<Node> nodes = session.getMetadata().getNodes().values();
        return refusal(settings, nodes);
    }

    private static Optional<CassandraUnusableException> refusal(CassandraSettings settings, Collection<Node> nodes) {
        for (Node node : nodes) {
            Version version = node.getCassandraVersion();
            if (version != null && version.nextStable().compareTo(OLDEST) < 0) {
                return Optional.of(refuse(
                        Reason.VERSION,
                        settings,
                        "node " + node.getEndPoint() + " runs Cassandra " + version
                                + "; expected 4.1 or 5.0: upgrade the ring first"));
            }
        }
        TreeSet<String> known = nodes.stream()
                .map(Node::getDatacenter)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        String wanted = settings.localDatacenter();
        if (!wanted.isEmpty() && !known.contains(wanted)) {
            return Optional.of(refuse(
                    Reason.DATACENTER,
                    settings,
                    "no node is in the local data centre '" + wanted + "'; expected one of " + known
                            + " (upper and lower case matter)"));
        }
        return Optional.empty();
    }

    private static CassandraUnusableException refuse(Reason reason, CassandraSettings settings, String words) {
        return new CassandraUnusableException(reason, "Cassandra at " + settings.where() + ": " + words, null);
    }
}
