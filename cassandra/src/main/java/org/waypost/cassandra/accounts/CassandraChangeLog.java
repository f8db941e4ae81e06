package org.waypost.cassandra.accounts;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.james.backends.cassandra.utils.CassandraAsyncExecutor;
import org.waypost.accounts.changes.Change;
import org.waypost.accounts.changes.ChangeLog;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Changes in a partition for each ten minutes; each row ends by itself after an hour. */
public final class CassandraChangeLog implements ChangeLog {

    /** The statement of the migration that makes the table. */
    public static final String TABLE = "CREATE TABLE IF NOT EXISTS waypost_change (slot timestamp, id timeuuid,"
            + " topic text, PRIMARY KEY (slot, id))"
            + " WITH default_time_to_live = 3600 AND gc_grace_seconds = 3600"
            + " AND comment = 'What servers tell each other to read again.'";

    static final Duration SLOT = Duration.ofMinutes(10);

    private final CassandraAsyncExecutor executor;
    private final Clock clock;
    private final PreparedStatement write;
    private final PreparedStatement read;

    @Inject
    public CassandraChangeLog(CqlSession session, Clock clock) {
        this.executor = new CassandraAsyncExecutor(session);
        this.clock = clock;
        this.write = session.prepare("INSERT INTO waypost_change (slot, id, topic) VALUES (?, ?, ?)");
        this.read = session.prepare("SELECT id, topic FROM waypost_change WHERE slot = ? AND id >= minTimeuuid(?)");
    }

    @Override
    public Mono<Void> announce(String topic) {
        return Mono.defer(() -> {
            UUID id = Uuids.timeBased();
            return executor.executeVoid(write.bind(slot(Instant.ofEpochMilli(Uuids.unixTimestamp(id))), id, topic));
        });
    }

    @Override
    public Flux<Change> since(Instant moment) {
        // The clock of another server may be ahead by what the feed allows for: its slot may be the next.
        Instant last = slot(clock.instant().plus(SLOT));
        return Flux.fromStream(() -> Stream.iterate(slot(moment), slot -> !slot.isAfter(last), slot -> slot.plus(SLOT)))
                .concatMap(slot -> executor.executeRows(read.bind(slot, moment)))
                .map(CassandraChangeLog::change);
    }

    private static Change change(Row row) {
        UUID id = row.getUuid("id");
        return new Change(id, Instant.ofEpochMilli(Uuids.unixTimestamp(id)), row.getString("topic"));
    }

    private static Instant slot(Instant moment) {
        return Instant.ofEpochMilli(moment.toEpochMilli() / SLOT.toMillis() * SLOT.toMillis());
    }
}
