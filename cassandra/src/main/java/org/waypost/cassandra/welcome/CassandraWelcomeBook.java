package org.waypost.cassandra.welcome;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import javax.inject.Inject;
import org.apache.james.backends.cassandra.utils.CassandraAsyncExecutor;
import org.apache.james.core.Username;
import org.waypost.accounts.welcome.WelcomeBook;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A row for each account that was ever noted, changed by lightweight transactions, so that two servers never send the same welcome;
 * and a short list of those that are owed, so that a server that starts finds them without reading all accounts.
 */
public final class CassandraWelcomeBook implements WelcomeBook {

    /** The statement of the migration that makes the table of accounts. */
    public static final String TABLE =
            "CREATE TABLE IF NOT EXISTS waypost_welcome (user text PRIMARY KEY, owed timestamp,"
                    + " claimed timestamp, sent boolean)"
                    + " WITH comment = 'Accounts that are to be welcomed or were.'";

    /** The statement of the migration that makes the list of those that are owed. */
    public static final String OWED =
            "CREATE TABLE IF NOT EXISTS waypost_welcome_owed (user text PRIMARY KEY, owed timestamp)"
                    + " WITH gc_grace_seconds = 86400"
                    + " AND comment = 'Accounts that are to be welcomed; a row too many does no harm.'";

    private final CassandraAsyncExecutor executor;
    private final PreparedStatement note;
    private final PreparedStatement list;
    private final PreparedStatement listAll;
    private final PreparedStatement unlist;
    private final PreparedStatement claim;
    private final PreparedStatement sent;
    private final PreparedStatement read;
    private final PreparedStatement write;
    private final PreparedStatement remove;

    @Inject
    public CassandraWelcomeBook(CqlSession session) {
        this.executor = new CassandraAsyncExecutor(session);
        this.note = session.prepare(
                "INSERT INTO waypost_welcome (user, owed, claimed, sent) VALUES (?, ?, ?, false) IF NOT EXISTS");
        this.list = session.prepare("INSERT INTO waypost_welcome_owed (user, owed) VALUES (?, ?)");
        this.listAll = session.prepare("SELECT user, owed FROM waypost_welcome_owed");
        this.unlist = session.prepare("DELETE FROM waypost_welcome_owed WHERE user = ?");
        this.claim = session.prepare(
                "UPDATE waypost_welcome SET claimed = ? WHERE user = ? IF sent = false AND claimed <= ?");
        this.sent = session.prepare("UPDATE waypost_welcome SET sent = true WHERE user = ? IF EXISTS");
        this.read = session.prepare("SELECT owed, claimed, sent FROM waypost_welcome WHERE user = ?");
        this.write = session.prepare(
                "INSERT INTO waypost_welcome (user, owed, claimed, sent) VALUES (?, ?, ?, ?) IF NOT EXISTS");
        this.remove = session.prepare("DELETE FROM waypost_welcome WHERE user = ? IF EXISTS");
    }

    @Override
    public Mono<Boolean> owe(Username user, Instant now) {
        // Listed first: a crash in between leaves a row too many, never one that nobody finds.
        return executor.executeVoid(list.bind(user.asString(), now))
                .then(executor.executeReturnApplied(note.bind(user.asString(), now, Instant.EPOCH)));
    }

    @Override
    public Flux<Username> owed(Instant until) {
        return executor.executeRows(listAll.bind())
                .filter(row -> !row.getInstant("owed").isAfter(until))
                .map(row -> Username.of(row.getString("user")))
                .concatMap(user -> isOwed(user)
                        .flatMap(owed -> owed
                                ? Mono.just(user)
                                : executor.executeVoid(unlist.bind(user.asString()))
                                        .then(Mono.empty())));
    }

    private Mono<Boolean> isOwed(Username user) {
        return executor.executeSingleRow(read.bind(user.asString()))
                .map(row -> !row.getBoolean("sent"))
                .defaultIfEmpty(false);
    }

    @Override
    public Mono<Boolean> claim(Username user, Instant now) {
        return executor.executeReturnApplied(claim.bind(now, user.asString(), now.minus(CLAIM)));
    }

    @Override
    public Mono<Void> sent(Username user) {
        return executor.executeReturnApplied(sent.bind(user.asString()))
                .then(executor.executeVoid(unlist.bind(user.asString())));
    }

    @Override
    public Mono<Void> forget(Username user) {
        return executor.executeReturnApplied(remove.bind(user.asString()))
                .then(executor.executeVoid(unlist.bind(user.asString())));
    }

    @Override
    public Mono<Void> move(Username from, Username to) {
        return executor.executeSingleRow(read.bind(from.asString()))
                .flatMap(row -> take(row, to).then(forget(from)));
    }

    private Mono<Void> take(Row row, Username to) {
        Instant owed = row.getInstant("owed");
        boolean done = row.getBoolean("sent");
        return (done ? Mono.<Void>empty() : executor.executeVoid(list.bind(to.asString(), owed)))
                .then(executor.executeReturnApplied(write.bind(to.asString(), owed, row.getInstant("claimed"), done)))
                .then();
    }
}
