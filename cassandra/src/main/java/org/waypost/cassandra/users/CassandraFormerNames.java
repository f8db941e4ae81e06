package org.waypost.cassandra.users;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import javax.inject.Inject;
import org.apache.james.backends.cassandra.utils.CassandraAsyncExecutor;
import org.apache.james.core.Username;
import org.waypost.accounts.users.FormerNames;
import reactor.core.publisher.Mono;

/** A row a renamed user. */
public final class CassandraFormerNames implements FormerNames {
    /** The statement of the migration that makes the table. */
    public static final String TABLE =
            "CREATE TABLE IF NOT EXISTS waypost_former_name (name text PRIMARY KEY, salt text, previous text)"
                    + " WITH comment = 'Under which names renamed users were known.'";

    private final CassandraAsyncExecutor executor;
    private final PreparedStatement select;
    private final PreparedStatement insert;
    private final PreparedStatement delete;

    @Inject
    public CassandraFormerNames(CqlSession session) {
        this.executor = new CassandraAsyncExecutor(session);
        this.select = session.prepare("SELECT salt, previous FROM waypost_former_name WHERE name = ?");
        this.insert = session.prepare("INSERT INTO waypost_former_name (name, salt, previous) VALUES (?, ?, ?)");
        this.delete = session.prepare("DELETE FROM waypost_former_name WHERE name = ?");
    }

    @Override
    public Mono<Former> of(Username user) {
        return executor.executeSingleRow(select.bind(user.asString()))
                .map(row -> new Former(Username.of(row.getString("salt")), Username.of(row.getString("previous"))));
    }

    @Override
    public Mono<Void> set(Username user, Former former) {
        return executor.executeVoid(insert.bind(
                user.asString(), former.salt().asString(), former.previous().asString()));
    }

    @Override
    public Mono<Void> forget(Username user) {
        return executor.executeVoid(delete.bind(user.asString()));
    }
}
