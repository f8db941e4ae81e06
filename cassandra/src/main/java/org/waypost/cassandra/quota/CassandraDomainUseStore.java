package org.waypost.cassandra.quota;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.backends.cassandra.utils.CassandraAsyncExecutor;
import org.apache.james.core.Domain;
import org.waypost.policy.quota.DomainUseStore;
import org.waypost.policy.quota.Use;
import reactor.core.publisher.Mono;

/** A row of counters a domain; beside it, since counters stand alone in Cassandra, when they were last set right. */
public final class CassandraDomainUseStore implements DomainUseStore {

    /** The statements of the migration that makes the tables. */
    public static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS waypost_domain_use (domain text PRIMARY KEY, messages counter, bytes counter)"
                    + " WITH comment = 'What the mailboxes of each domain hold together.'",
            "CREATE TABLE IF NOT EXISTS waypost_domain_counted (domain text PRIMARY KEY, at timestamp)"
                    + " WITH comment = 'When the users of a domain were last counted one by one.'");

    private final CassandraAsyncExecutor executor;
    private final PreparedStatement add;
    private final PreparedStatement read;
    private final PreparedStatement counted;
    private final PreparedStatement first;
    private final PreparedStatement again;

    @Inject
    public CassandraDomainUseStore(CqlSession session) {
        this.executor = new CassandraAsyncExecutor(session);
        this.add = session.prepare(
                "UPDATE waypost_domain_use SET messages = messages + ?, bytes = bytes + ? WHERE domain = ?");
        this.read = session.prepare("SELECT messages, bytes FROM waypost_domain_use WHERE domain = ?");
        this.counted = session.prepare("SELECT at FROM waypost_domain_counted WHERE domain = ?");
        this.first = session.prepare("INSERT INTO waypost_domain_counted (domain, at) VALUES (?, ?) IF NOT EXISTS");
        this.again = session.prepare("UPDATE waypost_domain_counted SET at = ? WHERE domain = ? IF at = ?");
    }

    @Override
    public Mono<Void> add(Domain domain, Use difference) {
        return executor.executeVoid(add.bind(difference.messages(), difference.bytes(), domain.asString()));
    }

    @Override
    public Mono<Use> read(Domain domain) {
        return executor.executeSingleRow(read.bind(domain.asString()))
                .map(row -> new Use(row.getLong("messages"), row.getLong("bytes")))
                .defaultIfEmpty(Use.NONE);
    }

    @Override
    public Mono<Instant> counted(Domain domain) {
        return executor.executeSingleRow(counted.bind(domain.asString())).map(row -> row.getInstant("at"));
    }

    @Override
    public Mono<Boolean> claim(Domain domain, Optional<Instant> last, Instant now) {
        return executor.executeReturnApplied(last.map(before -> again.bind(now, domain.asString(), before))
                .orElseGet(() -> first.bind(domain.asString(), now)));
    }
}
