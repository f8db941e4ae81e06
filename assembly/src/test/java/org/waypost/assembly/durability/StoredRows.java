package org.waypost.assembly.durability;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.waypost.assembly.e2e.BundleServer;
import org.waypost.server.quickstart.Endpoint;

/** All rows in the keyspace of a server: by table, the key of each row and which of its columns hold something. */
final class StoredRows implements AutoCloseable {
    private static final CqlIdentifier KEYSPACE = CqlIdentifier.fromCql("waypost");

    private final CqlSession session;

    StoredRows(BundleServer server) {
        this.session = CqlSession.builder()
                .addContactPoint(new InetSocketAddress("127.0.0.1", server.port(Endpoint.CASSANDRA)))
                .withLocalDatacenter("datacenter1")
                .withKeyspace(KEYSPACE)
                .build();
    }

    /** The rows now. */
    Map<String, Map<List<String>, Set<String>>> now() {
        Map<String, Map<List<String>, Set<String>>> tables = new TreeMap<>();
        for (TableMetadata table : session.getMetadata()
                .getKeyspace(KEYSPACE)
                .orElseThrow()
                .getTables()
                .values()) {
            Map<List<String>, Set<String>> rows = new java.util.HashMap<>();
            for (Row row : session.execute("SELECT * FROM " + table.getName().asCql(true))) {
                rows.put(key(table, row), filled(row));
            }
            tables.put(table.getName().asInternal(), rows);
        }
        return tables;
    }

    private static List<String> key(TableMetadata table, Row row) {
        return table.getPrimaryKey().stream()
                .map(ColumnMetadata::getName)
                .map(name -> String.valueOf(row.getObject(name)))
                .toList();
    }

    private static Set<String> filled(Row row) {
        Set<String> filled = new TreeSet<>();
        for (ColumnDefinition column : row.getColumnDefinitions()) {
            Object value = row.getObject(column.getName());
            boolean something = value instanceof java.util.Collection<?> many ? !many.isEmpty() : value != null;
            if (something) {
                filled.add(column.getName().asInternal());
            }
        }
        return filled;
    }

    /** The rows that are new, by table: the filled columns of each. */
    static Map<String, List<String>> added(
            Map<String, Map<List<String>, Set<String>>> before, Map<String, Map<List<String>, Set<String>>> after) {
        Map<String, List<String>> added = new TreeMap<>();
        after.forEach((table, rows) -> {
            List<String> news = rows.entrySet().stream()
                    .filter(row -> !before.getOrDefault(table, Map.of()).containsKey(row.getKey()))
                    .map(Map.Entry::getValue)
                    .filter(Objects::nonNull)
                    .map(columns -> columns.stream().collect(Collectors.joining(", ")))
                    .sorted(Comparator.naturalOrder())
                    .collect(Collectors.toCollection(ArrayList::new));
            if (!news.isEmpty()) {
                added.put(table, news);
            }
        });
        return added;
    }

    @Override
    public void close() {
        session.close();
    }
}
