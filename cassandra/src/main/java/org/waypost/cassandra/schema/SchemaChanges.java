package org.waypost.cassandra.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends schema changes.
 *
 * <p>Before Cassandra's transactional metadata, two coordinators that change the schema at once can each build on a schema that lacks the
 * other's change. All changes therefore go to one coordinator, which applies them one by one on a thread of its own; what we
 * send at once only keeps that thread busy. After each change the driver waits until all nodes report the same schema. Two
 * servers never change the schema at once: {@link SchemaLock}.
 */
final class SchemaChanges {

    private static final Logger LOGGER = LoggerFactory.getLogger(SchemaChanges.class);
    private static final int AT_ONCE_ON_ONE_NODE = 8;
    private static final int AT_ONCE_ON_A_RING = 4;

    private final CqlSession session;
    private final Node coordinator;
    private final int atOnce;

    SchemaChanges(CqlSession session) {
        Collection<Node> nodes = session.getMetadata().getNodes().values();
        this.session = session;
        this.coordinator = nodes.stream()
                .filter(node -> node.getState() == NodeState.UP || node.getState() == NodeState.UNKNOWN)
                .filter(node -> node.getOpenConnections() > 0)
                .min(Comparator.comparing(node -> String.valueOf(node.getHostId())))
                .orElseThrow(() -> new SchemaException("no Cassandra node is up that could change the schema"));
        this.atOnce = nodes.size() == 1 ? AT_ONCE_ON_ONE_NODE : AT_ONCE_ON_A_RING;
    }

    /** Runs changes that don't depend on each other; returns when all nodes agree. */
    void runAll(List<String> statements) {
        Flux.fromIterable(statements).flatMap(this::run, atOnce).then().block();
        awaitAgreement();
    }

    /** Runs one change. */
    void runOne(String statement) {
        run(statement).block();
        awaitAgreement();
    }

    private Mono<AsyncResultSet> run(String statement) {
        return Mono.fromCompletionStage(() -> session.executeAsync(SimpleStatement.newInstance(statement)
                        .setExecutionProfileName("TABLE_CREATION")
                        .setNode(coordinator)))
                .doOnSuccess(done -> LOGGER.debug("Done: {}", statement))
                .onErrorMap(e -> new SchemaException("Cassandra refused: " + statement + " – " + e.getMessage(), e));
    }

    private void awaitAgreement() {
        if (!session.checkSchemaAgreement()) {
            throw new SchemaException("the nodes of the ring don't agree on the schema (nodetool describecluster shows"
                    + " who differs); nothing is lost, start again when they do");
        }
    }
}
