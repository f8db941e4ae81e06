package org.waypost.cassandra;

import com.datastax.dse.driver.internal.core.cql.reactive.DefaultReactiveResultSet;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.datastax.oss.driver.internal.core.cql.EmptyColumnDefinitions;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A session with one node that answers nothing by itself: a test decides when and how each request ends. For what a real
 * Cassandra can't be told to do: to wait, and to fail at a given moment.
 */
public final class PlayedSession {
    private static final UUID HOST = UUID.fromString("00000000-0000-0000-0000-000000000001");

    private final Queue<CompletableFuture<AsyncResultSet>> open = new ConcurrentLinkedQueue<>();

    /** Requests that wait for their answer, in their order. */
    public Queue<CompletableFuture<AsyncResultSet>> open() {
        return open;
    }

    /** An answer without rows. */
    public AsyncResultSet nothing() {
        return play(
                AsyncResultSet.class,
                Map.of(
                        "currentPage",
                        List.of(),
                        "hasMorePages",
                        false,
                        "remaining",
                        0,
                        "wasApplied",
                        true,
                        "getColumnDefinitions",
                        EmptyColumnDefinitions.INSTANCE,
                        "getExecutionInfo",
                        play(ExecutionInfo.class, Map.of())));
    }

    public CqlSession session() {
        return play(CqlSession.class, Map.of());
    }

    private <T> T play(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (answers.containsKey(method.getName())) {
                        return answers.get(method.getName());
                    }
                    return switch (method.getName()) {
                        case "executeAsync" -> request();
                        case "executeReactive" -> new DefaultReactiveResultSet(this::request);
                        case "checkSchemaAgreement" -> true;
                        case "prepare" -> play(PreparedStatement.class, Map.of());
                        case "bind" -> play(BoundStatement.class, Map.of());
                        case "getMetadata" -> play(Metadata.class, Map.of("getNodes", Map.of(HOST, node())));
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == arguments[0];
                        case "toString" -> "played " + type.getSimpleName();
                        default ->
                            throw new AssertionError(type.getSimpleName() + "." + method.getName() + " was called");
                    };
                }));
    }

    private CompletableFuture<AsyncResultSet> request() {
        CompletableFuture<AsyncResultSet> answer = new CompletableFuture<>();
        open.add(answer);
        return answer;
    }

    private Node node() {
        return play(Node.class, Map.of("getState", NodeState.UP, "getOpenConnections", 1, "getHostId", HOST));
    }
}
