package org.waypost.cassandra.accounts;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Map;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.backends.cassandra.utils.CassandraAsyncExecutor;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.accounts.settings.SettingsStore;
import org.waypost.accounts.settings.StoredSection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Settings in one table: a partition a scope, a row a section. */
public final class CassandraSettingsStore implements SettingsStore {

    /** The statement of the migration that makes the table. */
    public static final String TABLE = "CREATE TABLE IF NOT EXISTS waypost_settings (scope text, section text,"
            + " keys text, locked set<text>, PRIMARY KEY (scope, section))"
            + " WITH comment = 'What server, domains and users chose; keys is a JSON object.'";

    private final CassandraAsyncExecutor executor;
    private final PreparedStatement read;
    private final PreparedStatement write;
    private final PreparedStatement delete;
    private final PreparedStatement remove;
    private final PreparedStatement scopes;

    @Inject
    public CassandraSettingsStore(CqlSession session) {
        this.executor = new CassandraAsyncExecutor(session);
        this.read = session.prepare("SELECT section, keys, locked FROM waypost_settings WHERE scope = ?");
        this.write = session.prepare("INSERT INTO waypost_settings (scope, section, keys, locked) VALUES (?, ?, ?, ?)");
        this.delete = session.prepare("DELETE FROM waypost_settings WHERE scope = ? AND section = ?");
        this.remove = session.prepare("DELETE FROM waypost_settings WHERE scope = ?");
        this.scopes = session.prepare("SELECT DISTINCT scope FROM waypost_settings");
    }

    @Override
    public Mono<Map<String, StoredSection>> read(Scope scope) {
        return executor.executeRows(read.bind(scope.asString()))
                .collectMap(row -> row.getString("section"), CassandraSettingsStore::section);
    }

    private static StoredSection section(Row row) {
        return new StoredSection(
                SettingsFormat.object(row.getString("keys")), Set.copyOf(row.getSet("locked", String.class)));
    }

    @Override
    public Mono<Void> write(Scope scope, String section, StoredSection value) {
        return executor.executeVoid(
                value.isEmpty()
                        ? delete.bind(scope.asString(), section)
                        : write.bind(scope.asString(), section, SettingsFormat.json(value.values()), value.locked()));
    }

    @Override
    public Mono<Void> remove(Scope scope) {
        return executor.executeVoid(remove.bind(scope.asString()));
    }

    @Override
    public Flux<Scope> scopes() {
        return executor.executeRows(scopes.bind()).map(row -> Scope.parse(row.getString("scope")));
    }
}
