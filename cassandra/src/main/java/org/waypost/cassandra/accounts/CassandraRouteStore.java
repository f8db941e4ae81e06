package org.waypost.cassandra.accounts;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import javax.inject.Inject;
import org.apache.james.backends.cassandra.utils.CassandraAsyncExecutor;
import org.waypost.accounts.routes.Route;
import org.waypost.accounts.routes.RouteStore;
import org.waypost.accounts.settings.SettingsFormat;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Routes in one partition, for the table is always read as a whole; the name of a removed route stays without keys. */
public final class CassandraRouteStore implements RouteStore {

    /** The statement of the migration that makes the table. */
    public static final String TABLE = "CREATE TABLE IF NOT EXISTS waypost_route (part text, name text, keys text,"
            + " PRIMARY KEY (part, name))"
            + " WITH comment = 'How mail leaves; keys is a JSON object with an encrypted password, null when removed.'";

    private static final String PART = "routes";

    private final CassandraAsyncExecutor executor;
    private final PreparedStatement read;
    private final PreparedStatement write;

    @Inject
    public CassandraRouteStore(CqlSession session) {
        this.executor = new CassandraAsyncExecutor(session);
        this.read = session.prepare("SELECT name, keys FROM waypost_route WHERE part = ?");
        this.write = session.prepare("INSERT INTO waypost_route (part, name, keys) VALUES (?, ?, ?)");
    }

    @Override
    public Flux<Route> routes() {
        return rows().filter(row -> row.getString("keys") != null)
                .map(row -> SettingsFormat.record(SettingsFormat.object(row.getString("keys")), Route.class));
    }

    private Flux<Row> rows() {
        return executor.executeRows(read.bind(PART));
    }

    @Override
    public Mono<Void> write(Route route) {
        return executor.executeVoid(write.bind(PART, route.name(), SettingsFormat.json(SettingsFormat.values(route))));
    }

    @Override
    public Mono<Void> remove(String name) {
        return rows().filter(row -> name.equals(row.getString("name")) && row.getString("keys") != null)
                .next()
                .flatMap(row -> executor.executeVoid(write.bind(PART, name, null)));
    }

    @Override
    public Flux<String> removed() {
        return rows().filter(row -> row.getString("keys") == null).map(row -> row.getString("name"));
    }
}
