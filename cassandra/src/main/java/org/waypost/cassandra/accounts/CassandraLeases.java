package org.waypost.cassandra.accounts;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Duration;
import javax.inject.Inject;
import org.apache.james.backends.cassandra.utils.CassandraAsyncExecutor;
import org.waypost.accounts.lease.Leases;
import reactor.core.publisher.Mono;

/** A row a right, by lightweight transactions; the row of a dead holder ends by its time to live. */
public final class CassandraLeases implements Leases {
    /** The statement of the migration that makes the table. */
    public static final String TABLE = "CREATE TABLE IF NOT EXISTS waypost_lease (name text PRIMARY KEY, holder text)"
            + " WITH comment = 'Who does what only one server may do at a time.'";

    private final CassandraAsyncExecutor executor;
    private final PreparedStatement insert;
    private final PreparedStatement renew;
    private final PreparedStatement release;

    @Inject
    public CassandraLeases(CqlSession session) {
        this.executor = new CassandraAsyncExecutor(session);
        this.insert =
                session.prepare("INSERT INTO waypost_lease (name, holder) VALUES (?, ?) IF NOT EXISTS USING TTL ?");
        this.renew = session.prepare("UPDATE waypost_lease USING TTL ? SET holder = ? WHERE name = ? IF holder = ?");
        this.release = session.prepare("DELETE FROM waypost_lease WHERE name = ? IF holder = ?");
    }

    @Override
    public Mono<Boolean> take(String name, String holder, Duration length) {
        int seconds = Math.toIntExact(Math.max(1, length.toSeconds()));
        return executor.executeReturnApplied(renew.bind(seconds, holder, name, holder))
                .flatMap(held ->
                        held ? Mono.just(true) : executor.executeReturnApplied(insert.bind(name, holder, seconds)));
    }

    @Override
    public Mono<Void> release(String name, String holder) {
        return executor.executeReturnApplied(release.bind(name, holder)).then();
    }
}
