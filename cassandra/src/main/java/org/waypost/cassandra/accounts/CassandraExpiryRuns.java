package org.waypost.cassandra.accounts;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.inject.Inject;
import org.apache.james.backends.cassandra.utils.CassandraAsyncExecutor;
import org.apache.james.core.Username;
import org.waypost.accounts.expiry.ExpiryCount;
import org.waypost.accounts.expiry.ExpiryRun;
import org.waypost.accounts.expiry.ExpiryRuns;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs in one partition, newest first; the folders of a run in a partition of their own. All rows end after 90 days. */
public final class CassandraExpiryRuns implements ExpiryRuns {
    /** The statements of the migration that makes the tables. */
    public static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS waypost_expiry_run (list text, id timeuuid, begun timestamp, trigger text,"
                    + " dry boolean, position text, finished timestamp, outcome text, PRIMARY KEY (list, id))"
                    + " WITH CLUSTERING ORDER BY (id DESC) AND default_time_to_live = 7776000"
                    + " AND comment = 'Runs that deleted messages by age.'",
            "CREATE TABLE IF NOT EXISTS waypost_expiry_count (run timeuuid, user text, folder text, matched bigint,"
                    + " planned bigint, removed bigint, done boolean, failure text, PRIMARY KEY (run, user, folder))"
                    + " WITH default_time_to_live = 7776000"
                    + " AND comment = 'How far a run has come in each folder.'");

    private static final String LIST = "all";

    private final CassandraAsyncExecutor executor;
    private final PreparedStatement writeRun;
    private final PreparedStatement readRuns;
    private final PreparedStatement writeCount;
    private final PreparedStatement readCounts;

    @Inject
    public CassandraExpiryRuns(CqlSession session) {
        this.executor = new CassandraAsyncExecutor(session);
        this.writeRun = session.prepare("INSERT INTO waypost_expiry_run"
                + " (list, id, begun, trigger, dry, position, finished, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        this.readRuns = session.prepare("SELECT id, begun, trigger, dry, position, finished, outcome"
                + " FROM waypost_expiry_run WHERE list = ? LIMIT ?");
        this.writeCount = session.prepare("INSERT INTO waypost_expiry_count"
                + " (run, user, folder, matched, planned, removed, done, failure) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        this.readCounts = session.prepare("SELECT user, folder, matched, planned, removed, done, failure"
                + " FROM waypost_expiry_count WHERE run = ?");
    }

    @Override
    public Mono<Void> write(ExpiryRun run) {
        return executor.executeVoid(writeRun.bind(
                LIST,
                run.id(),
                run.begun(),
                run.trigger(),
                run.dry(),
                run.position(),
                run.finished().orElse(null),
                run.outcome()));
    }

    @Override
    public Flux<ExpiryRun> newest(int most) {
        return executor.executeRows(readRuns.bind(LIST, most)).map(CassandraExpiryRuns::run);
    }

    private static ExpiryRun run(Row row) {
        return new ExpiryRun(
                row.getUuid("id"),
                row.getInstant("begun"),
                row.getString("trigger"),
                row.getBoolean("dry"),
                row.getString("position"),
                Optional.ofNullable(row.getInstant("finished")),
                row.getString("outcome"));
    }

    @Override
    public Mono<Void> write(UUID run, ExpiryCount count) {
        return executor.executeVoid(writeCount.bind(
                run,
                count.user().asString(),
                count.folder(),
                count.matched(),
                count.planned(),
                count.removed(),
                count.done(),
                count.failure()));
    }

    @Override
    public Flux<ExpiryCount> counts(UUID run) {
        return executor.executeRows(readCounts.bind(run))
                .map(row -> new ExpiryCount(
                        Username.of(row.getString("user")),
                        row.getString("folder"),
                        row.getLong("matched"),
                        row.getLong("planned"),
                        row.getLong("removed"),
                        row.getBoolean("done"),
                        row.getString("failure")));
    }
}
