package org.waypost.cassandra.schema;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.HashSet;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What stands in the keyspace now.
 *
 * @param tables names as Cassandra stores them
 * @param types names of user types as Cassandra stores them
 */
record ExistingSchema(Set<String> tables, Set<String> types) {

    static ExistingSchema read(CqlSession session) {
        String keyspace = session.getKeyspace().orElseThrow().asInternal();
        return Mono.zip(
                        names(session, "tables", "table_name", keyspace),
                        names(session, "types", "type_name", keyspace),
                        ExistingSchema::new)
                .block();
    }

    boolean hasTable(String name) {
        return tables.contains(stored(name));
    }

    boolean hasType(String name) {
        return types.contains(stored(name));
    }

    private static String stored(String name) {
        return CqlIdentifier.fromCql(name).asInternal();
    }

    private static Mono<Set<String>> names(CqlSession session, String table, String column, String keyspace) {
        SimpleStatement statement = SimpleStatement.newInstance(
                "SELECT " + column + " FROM system_schema." + table + " WHERE keyspace_name = ?", keyspace);
        return Flux.from(session.executeReactive(statement))
                .<Set<String>>collect(HashSet::new, (found, row) -> found.add(row.getString(0)));
    }
}
