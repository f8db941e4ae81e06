package org.waypost.cassandra.schema;

import com.datastax.dse.driver.api.core.cql.reactive.ReactiveResultSet;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.querybuilder.SchemaBuilder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.james.backends.cassandra.components.CassandraTable;
import org.apache.james.backends.cassandra.components.CassandraType;
import org.apache.james.backends.cassandra.init.CassandraTypesProvider;
import org.reactivestreams.Subscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Learns the CQL of James' tables and types, which James builds and runs in one step.
 *
 * <p>James' objects are asked to create themselves through a session that notes the statement instead of sending it.
 */
final class CreateStatements {

    private final CqlSession session;

    CreateStatements(CqlSession session) {
        this.session = session;
    }

    /** {@code CREATE TYPE IF NOT EXISTS …}. */
    String of(CassandraType type) {
        return capture(type.getName(), recorder -> type.initialize(nothingThere(), recorder));
    }

    /** {@code CREATE TABLE IF NOT EXISTS …}, with compression options that 4.1 and 5.0 both take. */
    String of(CassandraTable table) {
        return CompressionOptions.modern(capture(
                table.getName(), recorder -> table.initialize(nothingThere(), recorder, new TypesByName(session))));
    }

    private String capture(String name, Function<CqlSession, Mono<?>> creation) {
        AtomicReference<SimpleStatement> noted = new AtomicReference<>();
        creation.apply(recorder(noted)).block();
        return Optional.ofNullable(noted.get())
                .map(SimpleStatement::getQuery)
                .map(CreateStatements::ifNotExists)
                .orElseThrow(() -> new SchemaException("James' '" + name + "' gave no CREATE statement"));
    }

    private static String ifNotExists(String cql) {
        return cql.contains(" IF NOT EXISTS ")
                ? cql
                : cql.replaceFirst("^CREATE (TABLE|TYPE) ", "CREATE $1 IF NOT EXISTS ");
    }

    private CqlSession recorder(AtomicReference<SimpleStatement> noted) {
        return proxy(CqlSession.class, (proxied, method, arguments) -> {
            if (method.getName().equals("executeReactive") && arguments[0] instanceof SimpleStatement statement) {
                noted.set(statement);
                return emptyResult();
            }
            try {
                return method.invoke(session, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private static ReactiveResultSet emptyResult() {
        return proxy(ReactiveResultSet.class, (proxied, method, arguments) -> {
            if (method.getName().equals("subscribe") && arguments[0] instanceof Subscriber<?> subscriber) {
                Flux.empty().subscribe(subscriber(subscriber));
            }
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private static Subscriber<Object> subscriber(Subscriber<?> subscriber) {
        return (Subscriber<Object>) subscriber;
    }

    /** A keyspace without tables and types. */
    private static KeyspaceMetadata nothingThere() {
        return proxy(
                KeyspaceMetadata.class,
                (proxied, method, arguments) -> method.getReturnType() == Optional.class ? Optional.empty() : Map.of());
    }

    private static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Names user types without asking the driver's schema metadata, which is off while the schema is made. */
    private static final class TypesByName extends CassandraTypesProvider {
        TypesByName(CqlSession session) {
            super(session);
        }

        @Override
        public Map<CqlIdentifier, UserDefinedType> userDefinedTypes() {
            return Map.of();
        }

        @Override
        public UserDefinedType getDefinedUserType(String name) {
            return SchemaBuilder.udt(CqlIdentifier.fromCql(name), true);
        }
    }
}
