package org.waypost.cassandra.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import java.time.Duration;
import java.util.List;
import javax.inject.Inject;
import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import reactor.core.publisher.Mono;

/** Says whether the ring answers a read at the consistency we use, and which nodes are down. */
public final class CassandraHealth implements HealthCheck {

    private static final ComponentName NAME = new ComponentName("Cassandra");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CqlSession session;

    @Inject
    public CassandraHealth(CqlSession session) {
        this.session = session;
    }

    @Override
    public ComponentName componentName() {
        return NAME;
    }

    @Override
    public Mono<Result> check() {
        return Mono.from(session.executeReactive(
                        SimpleStatement.newInstance("SELECT number FROM " + MigrationBook.TABLE + " LIMIT 1")
                                .setTimeout(PATIENCE)))
                .map(Row.class::cast)
                .hasElement()
                .map(any -> judge())
                .onErrorResume(e -> Mono.just(Result.unhealthy(
                        NAME,
                        "keyspace " + keyspace() + " doesn't answer a read within " + PATIENCE.toSeconds() + " s: "
                                + e.getMessage() + downWords(),
                        e)));
    }

    private Result judge() {
        List<String> down = down();
        return down.isEmpty() ? Result.healthy(NAME) : Result.degraded(NAME, "reads work" + downWords());
    }

    private String downWords() {
        List<String> down = down();
        return down.isEmpty() ? "" : "; nodes down: " + down;
    }

    private List<String> down() {
        return session.getMetadata().getNodes().values().stream()
                .filter(node -> node.getState() == NodeState.DOWN || node.getState() == NodeState.FORCED_DOWN)
                .map(Node::getEndPoint)
                .map(Object::toString)
                .sorted()
                .toList();
    }

    private String keyspace() {
        return session.getKeyspace().map(Object::toString).orElse("?");
    }
}
