package org.waypost.cassandra.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.CASWriteUnknownException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Lets one server at a time change the schema of a keyspace: a row taken by a lightweight transaction, which expires by itself when
 * its holder dies.
 */
final class SchemaLock implements AutoCloseable {

    static final String TABLE = "waypost_lock";

    private static final Logger LOGGER = LoggerFactory.getLogger(SchemaLock.class);
    private static final String NAME = "schema";
    private static final String MISSING = "does not exist";
    private static final Duration POLL = Duration.ofMillis(500);

    private final CqlSession session;
    private final String owner;
    private final int ttlSeconds;
    private final AtomicBoolean lost = new AtomicBoolean();
    private final ScheduledExecutorService renewer;
    private final ScheduledFuture<?> renewal;

    private SchemaLock(CqlSession session, String owner, int ttlSeconds) {
        this.session = session;
        this.owner = owner;
        this.ttlSeconds = ttlSeconds;
        this.renewer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "waypost-schema-lock");
            thread.setDaemon(true);
            return thread;
        });
        long period = Math.max(1, ttlSeconds / 3);
        this.renewal = renewer.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.SECONDS);
    }

    /**
     * The table of the lock. Two servers may create it at once on different nodes; a fixed id makes that the same table
     * (else one of two ids would win and the rows under the other be lost).
     */
    static String createTable(String keyspace) {
        UUID id = UUID.nameUUIDFromBytes((keyspace + "." + TABLE).getBytes(StandardCharsets.UTF_8));
        return "CREATE TABLE IF NOT EXISTS " + TABLE
                + " (name text PRIMARY KEY, owner text, since timestamp) WITH id = " + id
                + " AND comment = 'Who changes the schema now.'";
    }

    /**
     * Takes the lock.
     *
     * @param owner who takes it, different for each attempt
     * @param ttlSeconds after how long a dead holder's lock is free, 3 or more
     * @param patience how long to wait for another holder
     */
    static SchemaLock take(CqlSession session, String owner, int ttlSeconds, Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        while (true) {
            String holder = tryTake(session, owner, ttlSeconds);
            if (holder.equals(owner)) {
                return new SchemaLock(session, owner, ttlSeconds);
            }
            if (Instant.now().isAfter(deadline)) {
                throw new SchemaException("another server (" + holder + ") has been changing the schema for "
                        + patience.toSeconds() + " s; if it is dead its lock ends " + ttlSeconds
                        + " s after its last sign of life: start again");
            }
            LOGGER.info("Waiting for {} which changes the schema", holder);
            Mono.delay(POLL).block();
        }
    }

    private static String tryTake(CqlSession session, String owner, int ttlSeconds) {
        try {
            ResultSet result = session.execute(SimpleStatement.newInstance(
                    "INSERT INTO " + TABLE + " (name, owner, since) VALUES (?, ?, ?) IF NOT EXISTS USING TTL "
                            + ttlSeconds,
                    NAME,
                    owner,
                    Instant.now()));
            if (result.wasApplied()) {
                return owner;
            }
            Row row = result.one();
            String holder = row == null ? null : row.getString("owner");
            return holder == null ? "unknown" : holder;
        } catch (WriteTimeoutException | CASWriteUnknownException e) {
            // The outcome is unknown; the next try finds our own name if it was taken.
            LOGGER.warn("Taking the schema lock timed out, trying again: {}", e.getMessage());
            return "unknown";
        } catch (InvalidQueryException e) {
            if (!e.getMessage().contains(MISSING)) {
                throw e;
            }
            // Another server is making the table: Cassandra lists a new one a moment before it knows it.
            return "the one that makes the table " + TABLE;
        }
    }

    /** Fails when the lock was lost, so that nothing more is changed without it. */
    void requireHeld() {
        if (lost.get()) {
            throw new SchemaException("the schema lock was lost while changing the schema (Cassandra too slow to renew"
                    + " it within " + ttlSeconds + " s); nothing is lost, start again");
        }
    }

    private void renew() {
        try {
            ResultSet result = session.execute(SimpleStatement.newInstance(
                    "UPDATE " + TABLE + " USING TTL " + ttlSeconds
                            + " SET owner = ?, since = ? WHERE name = ? IF owner = ?",
                    owner,
                    Instant.now(),
                    NAME,
                    owner));
            if (!result.wasApplied()) {
                lost.set(true);
            }
        } catch (RuntimeException e) {
            LOGGER.warn("The schema lock could not be renewed, trying again: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        renewal.cancel(false);
        renewer.shutdown();
        try {
            session.execute(
                    SimpleStatement.newInstance("DELETE FROM " + TABLE + " WHERE name = ? IF owner = ?", NAME, owner));
        } catch (RuntimeException e) {
            LOGGER.warn("The schema lock could not be given back and ends in {} s: {}", ttlSeconds, e.getMessage());
        }
    }
}
