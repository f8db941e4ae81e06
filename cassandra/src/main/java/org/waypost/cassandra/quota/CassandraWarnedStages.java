package org.waypost.cassandra.quota;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.Map;
import javax.inject.Inject;
import org.apache.james.backends.cassandra.utils.CassandraAsyncExecutor;
import org.apache.james.core.Username;
import org.waypost.policy.quota.WarnedStages;
import reactor.core.publisher.Mono;

/** A partition a user, a row a resource; moved by lightweight transactions, so that one of several servers does it. */
public final class CassandraWarnedStages implements WarnedStages {

    /** The statement of the migration that makes the table. */
    public static final String TABLE = "CREATE TABLE IF NOT EXISTS waypost_quota_warned (user text, resource text,"
            + " stage int, PRIMARY KEY (user, resource))"
            + " WITH comment = 'Of which share of a limit a user was warned last, in percent.'";

    private final CassandraAsyncExecutor executor;
    private final PreparedStatement read;
    private final PreparedStatement raise;
    private final PreparedStatement move;
    private final PreparedStatement clear;
    private final PreparedStatement remove;

    @Inject
    public CassandraWarnedStages(CqlSession session) {
        this.executor = new CassandraAsyncExecutor(session);
        this.read = session.prepare("SELECT resource, stage FROM waypost_quota_warned WHERE user = ?");
        this.raise = session.prepare(
                "INSERT INTO waypost_quota_warned (user, resource, stage) VALUES (?, ?, ?) IF NOT EXISTS");
        this.move = session.prepare(
                "UPDATE waypost_quota_warned SET stage = ? WHERE user = ? AND resource = ? IF stage = ?");
        this.clear = session.prepare("DELETE FROM waypost_quota_warned WHERE user = ? AND resource = ? IF stage = ?");
        this.remove = session.prepare("DELETE FROM waypost_quota_warned WHERE user = ?");
    }

    @Override
    public Mono<Map<Resource, Integer>> of(Username user) {
        return executor.executeRows(read.bind(user.asString()))
                .collectMap(row -> Resource.valueOf(row.getString("resource")), row -> row.getInt("stage"));
    }

    @Override
    public Mono<Boolean> move(Username user, Resource resource, int before, int after) {
        return executor.executeReturnApplied(statement(user.asString(), resource.name(), before, after));
    }

    private Statement<?> statement(String user, String resource, int before, int after) {
        if (before == 0) {
            return raise.bind(user, resource, after);
        }
        return after == 0 ? clear.bind(user, resource, before) : move.bind(after, user, resource, before);
    }

    @Override
    public Mono<Void> remove(Username user) {
        return executor.executeVoid(remove.bind(user.asString()));
    }
}
