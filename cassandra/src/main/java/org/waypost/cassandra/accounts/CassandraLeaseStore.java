package org.waypost.cassandra.accounts;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Duration;
import javax.inject.Inject;
import org.apache.james.backends.cassandra.utils.CassandraAsyncExecutor;
import org.waypost.accounts.leases.LeaseStore;
import reactor.core.publisher.Mono;

/** Leases as rows that end by themselves, taken by lightweight transactions. */
public final class CassandraLeaseStore implements LeaseStore {

    /** The statement of the migration that makes the table. */
    public static final String TABLE = "CREATE TABLE IF NOT EXISTS waypost_lease (name text PRIMARY KEY, holder text)"
            + " WITH comment = 'Which server does a job of the cluster.'";

    private final CassandraAsyncExecutor executor;
    private final PreparedStatement take;
    private final PreparedStatement renew;
    private final PreparedStatement release;

    @Inject
    public CassandraLeaseStore(CqlSession session) {
        this.executor = new CassandraAsyncExecutor(session);
        this.take = session.prepare("INSERT INTO waypost_lease (name, holder) VALUES (?, ?) IF NOT EXISTS USING TTL ?");
        this.renew = session.prepare("UPDATE waypost_lease USING TTL ? SET holder = ? WHERE name = ? IF holder = ?");
        this.release = session.prepare("DELETE FROM waypost_lease WHERE name = ? IF holder = ?");
    }

    @Override
    public Mono<Boolean> take(String name, String holder, Duration length) {
        int seconds = (int) Math.max(1, length.toSeconds());
        return executor.executeReturnApplied(take.bind(name, holder, seconds))
                .flatMap(taken -> taken
                        ? Mono.just(true)
                        : executor.executeReturnApplied(renew.bind(seconds, holder, name, holder)));
    }

    @Override
    public Mono<Void> release(String name, String holder) {
        return executor.executeReturnApplied(release.bind(name, holder)).then();
    }
}
