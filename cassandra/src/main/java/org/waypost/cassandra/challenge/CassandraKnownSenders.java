package org.waypost.cassandra.challenge;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import javax.inject.Inject;
import org.apache.james.backends.cassandra.utils.CassandraAsyncExecutor;
import org.apache.james.core.Username;
import org.waypost.accounts.challenge.KnownSender;
import org.waypost.accounts.challenge.KnownSenders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Whom users know: a partition a user, a row an address. */
public final class CassandraKnownSenders implements KnownSenders {

    /** The statement of the migration that makes the table. */
    public static final String TABLE = "CREATE TABLE IF NOT EXISTS waypost_known_sender (user text, address text,"
            + " how text, since timestamp, PRIMARY KEY (user, address))"
            + " WITH comment = 'Whom a user wrote to, and who confirmed.'";

    private final CassandraAsyncExecutor executor;
    private final PreparedStatement add;
    private final PreparedStatement one;
    private final PreparedStatement all;
    private final PreparedStatement remove;
    private final PreparedStatement removeAll;

    @Inject
    public CassandraKnownSenders(CqlSession session) {
        executor = new CassandraAsyncExecutor(session);
        add = session.prepare("INSERT INTO waypost_known_sender (user, address, how, since) VALUES (?, ?, ?, ?)");
        one = session.prepare("SELECT * FROM waypost_known_sender WHERE user = ? AND address = ?");
        all = session.prepare("SELECT * FROM waypost_known_sender WHERE user = ?");
        remove = session.prepare("DELETE FROM waypost_known_sender WHERE user = ? AND address = ?");
        removeAll = session.prepare("DELETE FROM waypost_known_sender WHERE user = ?");
    }

    /** Two that note a sender at once may both write; which of them stays doesn't matter. */
    @Override
    public Mono<Void> add(Username user, KnownSender sender) {
        return find(user, sender.address())
                .switchIfEmpty(executor.executeVoid(add.bind(
                                user.asString(), sender.address(), sender.how().name(), sender.since()))
                        .thenReturn(sender))
                .then();
    }

    @Override
    public Mono<KnownSender> find(Username user, String address) {
        return executor.executeSingleRow(one.bind(user.asString(), address)).map(CassandraKnownSenders::sender);
    }

    @Override
    public Flux<KnownSender> of(Username user) {
        return executor.executeRows(all.bind(user.asString())).map(CassandraKnownSenders::sender);
    }

    @Override
    public Mono<Void> remove(Username user, String address) {
        return executor.executeVoid(remove.bind(user.asString(), address));
    }

    @Override
    public Mono<Void> removeAll(Username user) {
        return executor.executeVoid(removeAll.bind(user.asString()));
    }

    private static KnownSender sender(Row row) {
        return new KnownSender(
                row.getString("address"), KnownSender.How.valueOf(row.getString("how")), row.getInstant("since"));
    }
}
