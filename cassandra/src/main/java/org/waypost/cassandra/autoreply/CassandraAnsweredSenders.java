package org.waypost.cassandra.autoreply;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javax.inject.Inject;
import org.apache.james.backends.cassandra.utils.CassandraAsyncExecutor;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.waypost.accounts.autoreply.Answered;
import org.waypost.accounts.autoreply.AnsweredSenders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answered senders in one table, a partition a user. A lightweight transaction lets one of several claims win; rows end by
 * themselves with their period. All writes are transactions, for others beside them would not be in their order.
 */
public final class CassandraAnsweredSenders implements AnsweredSenders {

    /** The statement of the migration that makes the table. */
    public static final String TABLE = "CREATE TABLE IF NOT EXISTS waypost_answered_sender (user text, reply text,"
            + " sender text, at timestamp, until timestamp, PRIMARY KEY (user, reply, sender))"
            + " WITH comment = 'Who got which automatic answer; rows end with their period.'";

    private final CassandraAsyncExecutor executor;
    private final Clock clock;
    private final PreparedStatement claim;
    private final PreparedStatement release;
    private final PreparedStatement read;

    @Inject
    public CassandraAnsweredSenders(CqlSession session, Clock clock) {
        this.executor = new CassandraAsyncExecutor(session);
        this.clock = clock;
        this.claim = session.prepare("INSERT INTO waypost_answered_sender (user, reply, sender, at, until)"
                + " VALUES (?, ?, ?, ?, ?) IF NOT EXISTS USING TTL ?");
        this.release = session.prepare(
                "DELETE FROM waypost_answered_sender WHERE user = ? AND reply = ? AND sender = ? IF EXISTS");
        this.read = session.prepare("SELECT reply, sender, at, until FROM waypost_answered_sender WHERE user = ?");
    }

    @Override
    public Mono<Boolean> claim(Username user, String reply, MailAddress sender, Duration period) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return executor.executeReturnApplied(claim.bind(
                    user.asString(),
                    reply,
                    folded(sender.asString()),
                    now,
                    now.plus(period),
                    Math.toIntExact(Math.max(1, period.toSeconds()))));
        });
    }

    @Override
    public Mono<Void> release(Username user, String reply, MailAddress sender) {
        return release(user, reply, folded(sender.asString()));
    }

    private Mono<Void> release(Username user, String reply, String sender) {
        return executor.executeReturnApplied(release.bind(user.asString(), reply, sender))
                .then();
    }

    @Override
    public Flux<Answered> of(Username user) {
        return executor.executeRows(read.bind(user.asString())).map(CassandraAnsweredSenders::answered);
    }

    @Override
    public Mono<Void> clear(Username user) {
        return of(user).concatMap(answered -> release(user, answered.reply(), answered.sender()))
                .then();
    }

    private static Answered answered(Row row) {
        return new Answered(
                row.getString("reply"), row.getString("sender"), row.getInstant("at"), row.getInstant("until"));
    }

    private static String folded(String address) {
        return address.toLowerCase(Locale.ROOT);
    }
}
