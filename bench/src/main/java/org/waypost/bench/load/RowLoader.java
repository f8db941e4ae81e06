package org.waypost.bench.load;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.waypost.bench.BenchServer;

/**
 * Fills a mailbox by writing the rows of messages, hundreds at once, in place of delivering each. What the rows are is taken from a
 * real delivery, so it is what this version of the server writes. Nobody else may write meanwhile.
 */
public final class RowLoader implements AutoCloseable {
    private static final CqlIdentifier KEYSPACE = CqlIdentifier.fromCql("waypost");
    private static final int AT_ONCE = 256;
    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CqlSession session;
    private final Map<String, PreparedStatement> inserts = new HashMap<>();

    /** Over the Cassandra that listens on this port of the loopback. */
    public RowLoader(int port) {
        session = CqlSession.builder()
                .addContactPoint(new InetSocketAddress("127.0.0.1", port))
                .withLocalDatacenter("datacenter1")
                .withKeyspace(KEYSPACE)
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                        .build())
                .build();
    }

    /** What is stored now. */
    public Snapshot now() {
        return Snapshot.of(session, KEYSPACE);
    }

    /** What is stored when nothing has changed for a while, and something since an earlier moment. */
    public Snapshot settled(Snapshot since) throws Exception {
        AtomicReference<Snapshot> last = new AtomicReference<>(now());
        BenchServer.await("all is written", PATIENCE, () -> {
            Thread.sleep(SETTLED.toMillis());
            Snapshot now = now();
            return last.getAndSet(now).equals(now) && !now.equals(since);
        });
        return last.get();
    }

    /**
     * What one delivery writes. The mailbox must have messages already.
     *
     * @param deliver has a message delivered
     */
    public Delivered pattern(Callable<?> deliver) throws Exception {
        Snapshot before = now();
        deliver.call();
        return Delivered.between(before, settled(before), keys());
    }

    private Map<String, List<String>> keys() {
        return session.getMetadata().getKeyspace(KEYSPACE).orElseThrow().getTables().values().stream()
                .collect(Collectors.toMap(table -> table.getName().asInternal(), table -> table.getPrimaryKey().stream()
                        .map(ColumnMetadata::getName)
                        .map(CqlIdentifier::asInternal)
                        .toList()));
    }

    /**
     * Adds messages to the mailbox of the pattern.
     *
     * @param count how many
     * @param older by how much they are older than the pattern
     */
    public void load(Delivered pattern, int count, Duration older) throws InterruptedException {
        // What was handed out since the pattern was delivered.
        Map<String, Long> since = new HashMap<>();
        for (Delivered.Number number : pattern.numbers()) {
            long now = now(number);
            since.put(number.column(), now - number.value());
            move(number, now, count);
        }
        Semaphore places = new Semaphore(AT_ONCE);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (int number = 1; number <= count && failure.get() == null; number++) {
            int ahead = number;
            Copy copy = new Copy(pattern, column -> handedOut(since, column) + ahead, older);
            for (Delivered.NewRow row : pattern.rows()) {
                places.acquire();
                session.executeAsync(insert(row, copy)).whenComplete((done, failed) -> {
                    if (failed != null) {
                        failure.compareAndSet(null, failed);
                    }
                    places.release();
                });
            }
        }
        places.acquire(AT_ONCE);
        if (failure.get() != null) {
            throw new IllegalStateException("the mailbox can't be filled", failure.get());
        }
    }

    /** The table that hands out such numbers has a column such as {@code nextuid}. */
    private static long handedOut(Map<String, Long> since, String column) {
        return since.entrySet().stream()
                .filter(number -> number.getKey().toLowerCase(Locale.ROOT).endsWith(column))
                .mapToLong(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the delivery took no number of its own for " + column));
    }

    private BoundStatement insert(Delivered.NewRow row, Copy copy) {
        List<String> columns = new ArrayList<>(row.cells().keySet());
        PreparedStatement statement = inserts.computeIfAbsent(
                row.table() + columns,
                its -> session.prepare("INSERT INTO " + quoted(row.table()) + " ("
                        + columns.stream().map(RowLoader::quoted).collect(Collectors.joining(", ")) + ") VALUES ("
                        + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")"));
        BoundStatement bound = statement.bind();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            bound = bound.setBytesUnsafe(i, copy.of(column, row.cells().get(column)));
        }
        return bound;
    }

    private long now(Delivered.Number number) {
        String column = quoted(number.column());
        Row row = session.execute(whereItIs("SELECT " + column + " FROM " + quoted(number.table()), number))
                .one();
        return Delivered.number(row.getBytesUnsafe(0));
    }

    /** Moves a number as far as so many deliveries would have. */
    private void move(Delivered.Number number, long now, int count) {
        long growth = number.growth() * count;
        String column = quoted(number.column());
        String value = number.counter() ? column + " + " + growth : String.valueOf(now + growth);
        session.execute(whereItIs("UPDATE " + quoted(number.table()) + " SET " + column + " = " + value, number));
    }

    private BoundStatement whereItIs(String statement, Delivered.Number number) {
        List<String> keys = new ArrayList<>(number.keys().keySet());
        BoundStatement bound = session.prepare(statement + " WHERE "
                        + keys.stream().map(key -> quoted(key) + " = ?").collect(Collectors.joining(" AND ")))
                .bind();
        for (int i = 0; i < keys.size(); i++) {
            bound = bound.setBytesUnsafe(
                    i, number.keys().get(keys.get(i)).bytes().duplicate());
        }
        return bound;
    }

    private static String quoted(String name) {
        return CqlIdentifier.fromInternal(name).asCql(true);
    }

    @Override
    public void close() {
        session.close();
    }
}
