package org.waypost.bench.load;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All rows of a keyspace at a moment, cell by cell. For keyspaces that hold little. */
public final class Snapshot {
    /**
     * Which row.
     *
     * @param values those of the primary key
     */
    record Key(String table, List<ByteBuffer> values) {}

    /** What a column of a row holds; columns that hold nothing are left out. */
    record Cell(DataType type, ByteBuffer bytes) {}

    private final Map<Key, Map<String, Cell>> rows = new HashMap<>();

    private Snapshot() {}

    static Snapshot of(CqlSession session, CqlIdentifier keyspace) {
        Snapshot snapshot = new Snapshot();
        for (TableMetadata table : session.getMetadata()
                .getKeyspace(keyspace)
                .orElseThrow()
                .getTables()
                .values()) {
            for (Row row : session.execute("SELECT * FROM " + table.getName().asCql(true))) {
                snapshot.rows.put(key(table, row), cells(row));
            }
        }
        return snapshot;
    }

    private static Key key(TableMetadata table, Row row) {
        return new Key(
                table.getName().asInternal(),
                table.getPrimaryKey().stream()
                        .map(ColumnMetadata::getName)
                        .map(row::getBytesUnsafe)
                        .toList());
    }

    private static Map<String, Cell> cells(Row row) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (ColumnDefinition column : row.getColumnDefinitions()) {
            ByteBuffer bytes = row.getBytesUnsafe(column.getName());
            if (bytes != null) {
                cells.put(column.getName().asInternal(), new Cell(column.getType(), bytes));
            }
        }
        return cells;
    }

    Map<String, Cell> row(Key key) {
        return rows.get(key);
    }

    Stream<Cell> cells() {
        return rows.values().stream().flatMap(row -> row.values().stream());
    }

    /** The rows that were not there before. */
    Stream<Key> addedSince(Snapshot before) {
        return rows.keySet().stream().filter(key -> !before.rows.containsKey(key));
    }

    /** The rows that were there before with other content. */
    Stream<Key> changedSince(Snapshot before) {
        return rows.keySet().stream()
                .filter(key ->
                        before.rows.containsKey(key) && !before.rows.get(key).equals(rows.get(key)));
    }

    /** Which columns the added rows fill, by table; the form of what was written, without its content. */
    public Map<String, List<String>> formSince(Snapshot before) {
        return addedSince(before)
                .collect(Collectors.groupingBy(
                        Key::table,
                        TreeMap::new,
                        Collectors.collectingAndThen(
                                Collectors.mapping(
                                        key -> String.join(", ", rows.get(key).keySet()), Collectors.toList()),
                                forms -> forms.stream().sorted().toList())));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Snapshot that && rows.equals(that.rows);
    }

    @Override
    public int hashCode() {
        return rows.hashCode();
    }
}
