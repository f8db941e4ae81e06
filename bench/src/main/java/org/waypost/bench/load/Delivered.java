package org.waypost.bench.load;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.waypost.bench.load.Snapshot.Cell;
import org.waypost.bench.load.Snapshot.Key;

/**
 * What the delivery of one message wrote: the rows that it added, the counters and numbers that it moved, and which values are its own,
 * so that no other message may have them.
 */
public final class Delivered {
    static final ProtocolVersion PROTOCOL = ProtocolVersion.DEFAULT;
    private static final Set<DataType> NAMES = Set.of(DataTypes.UUID, DataTypes.TIMEUUID);

    /** A row to be written again under other names. */
    record NewRow(String table, Map<String, Cell> cells) {}

    /**
     * A number that grew.
     *
     * @param keys    the primary key of its row
     * @param counter whether it is a counter of Cassandra
     * @param value   after the delivery
     * @param growth  by the delivery
     */
    record Number(String table, Map<String, Cell> keys, String column, boolean counter, long value, long growth) {}

    private final List<NewRow> rows = new ArrayList<>();
    private final List<Number> numbers = new ArrayList<>();
    private final Set<UUID> uuids = new HashSet<>();
    private final Set<String> texts = new HashSet<>();

    private Delivered() {}

    /**
     * The difference that a delivery made.
     *
     * @param keys the names of the columns of the primary key, by table
     */
    static Delivered between(Snapshot before, Snapshot after, Map<String, List<String>> keys) {
        Delivered delivered = new Delivered();
        Set<Object> known = new HashSet<>();
        before.cells().forEach(cell -> known.add(cell.bytes()));
        after.addedSince(before).forEach(key -> delivered.row(key.table(), after.row(key), known));
        after.changedSince(before)
                .forEach(key -> delivered.numbers(key, keys.get(key.table()), before.row(key), after.row(key)));
        return delivered;
    }

    private void row(String table, Map<String, Cell> cells, Set<Object> known) {
        if (cells.values().stream().anyMatch(cell -> cell.type().equals(DataTypes.COUNTER))) {
            throw new IllegalStateException(
                    "the first message of a mailbox is no pattern: it made counters in " + table);
        }
        rows.add(new NewRow(table, cells));
        for (Cell cell : cells.values()) {
            if (known.contains(cell.bytes())) {
                continue;
            }
            if (NAMES.contains(cell.type())) {
                uuids.add(TypeCodecs.UUID.decode(cell.bytes().duplicate(), PROTOCOL));
            } else if (cell.type().equals(DataTypes.TEXT) && table.startsWith("blob")) {
                texts.add(TypeCodecs.TEXT.decode(cell.bytes().duplicate(), PROTOCOL));
            }
        }
    }

    private void numbers(Key key, List<String> names, Map<String, Cell> before, Map<String, Cell> after) {
        Map<String, Cell> keys = new LinkedHashMap<>();
        names.forEach(name -> keys.put(name, after.get(name)));
        after.forEach((column, cell) -> {
            boolean counter = cell.type().equals(DataTypes.COUNTER);
            Cell earlier = before.get(column);
            if ((counter || cell.type().equals(DataTypes.BIGINT)) && !cell.equals(earlier)) {
                long value = number(cell.bytes());
                numbers.add(new Number(
                        key.table(),
                        keys,
                        column,
                        counter,
                        value,
                        value - (earlier == null ? 0 : number(earlier.bytes()))));
            }
        });
    }

    static long number(ByteBuffer bytes) {
        return bytes.getLong(bytes.position());
    }

    List<NewRow> rows() {
        return rows;
    }

    List<Number> numbers() {
        return numbers;
    }

    boolean isOwn(UUID uuid) {
        return uuids.contains(uuid);
    }

    boolean isOwn(String text) {
        return texts.contains(text);
    }
}
