package org.waypost.cassandra.challenge;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.inject.Inject;
import org.apache.james.backends.cassandra.utils.CassandraAsyncExecutor;
import org.apache.james.core.Username;
import org.waypost.accounts.challenge.SentChallenge;
import org.waypost.accounts.challenge.SentChallenges;
import reactor.core.publisher.Mono;

/**
 * Sent challenges by id, whose turn it was by user and sender, and a row for each that counts. A turn is taken by a
 * lightweight transaction; counts are rows, not counters, so that a repeated write doesn't count twice. All end by themselves.
 */
public final class CassandraSentChallenges implements SentChallenges {

    /** The statements of the migration that makes the tables. */
    public static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS waypost_challenge (id uuid PRIMARY KEY, user text, sender text, mail uuid,"
                    + " issued timestamp, expires timestamp, confirmed timestamp)"
                    + " WITH comment = 'Who was asked to confirm.'",
            "CREATE TABLE IF NOT EXISTS waypost_challenge_turn (user text, sender text, id uuid, mail uuid, sent boolean,"
                    + " PRIMARY KEY ((user, sender)))"
                    + " WITH comment = 'The challenge that a sender got last for a user.'",
            "CREATE TABLE IF NOT EXISTS waypost_challenge_count (day date, kind text, name text, challenge uuid,"
                    + " PRIMARY KEY ((day, kind, name), challenge))"
                    + " WITH default_time_to_live = 172800 AND gc_grace_seconds = 86400"
                    + " AND comment = 'Challenges of a day.'");

    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final CassandraAsyncExecutor executor;
    private final Clock clock;
    private final PreparedStatement take;
    private final PreparedStatement turn;
    private final PreparedStatement sent;
    private final PreparedStatement withdraw;
    private final PreparedStatement forget;
    private final PreparedStatement write;
    private final PreparedStatement find;
    private final PreparedStatement confirm;
    private final PreparedStatement counted;
    private final PreparedStatement count;

    @Inject
    public CassandraSentChallenges(CqlSession session, Clock clock) {
        this.executor = new CassandraAsyncExecutor(session);
        this.clock = clock;
        take = session.prepare("INSERT INTO waypost_challenge_turn (user, sender, id, mail, sent)"
                + " VALUES (?, ?, ?, ?, false) IF NOT EXISTS USING TTL ?");
        turn = session.prepare(
                "SELECT id, mail, sent, TTL(mail) AS left FROM waypost_challenge_turn WHERE user = ? AND sender = ?");
        sent = session.prepare("UPDATE waypost_challenge_turn USING TTL ? SET sent = true"
                + " WHERE user = ? AND sender = ? IF id = ?");
        withdraw = session.prepare("DELETE FROM waypost_challenge_turn WHERE user = ? AND sender = ? IF id = ?");
        forget = session.prepare("DELETE FROM waypost_challenge WHERE id = ?");
        write = session.prepare("INSERT INTO waypost_challenge (id, user, sender, mail, issued, expires)"
                + " VALUES (?, ?, ?, ?, ?, ?) USING TTL ?");
        find = session.prepare("SELECT * FROM waypost_challenge WHERE id = ?");
        confirm = session.prepare("UPDATE waypost_challenge USING TTL ? SET confirmed = ? WHERE id = ?");
        counted =
                session.prepare("SELECT COUNT(*) FROM waypost_challenge_count WHERE day = ? AND kind = ? AND name = ?");
        count = session.prepare("INSERT INTO waypost_challenge_count (day, kind, name, challenge) VALUES (?, ?, ?, ?)");
    }

    @Override
    public Mono<SentChallenge> begin(SentChallenge challenge, Duration period) {
        String user = challenge.user().asString();
        int seconds = seconds(period);
        return executor.executeReturnApplied(
                        take.bind(user, challenge.sender(), challenge.id(), challenge.mail(), seconds))
                .flatMap(taken -> taken
                        ? Mono.just(challenge)
                        : executor.executeSingleRow(turn.bind(user, challenge.sender()))
                                .filter(row -> !row.getBoolean("sent")
                                        && challenge.mail().equals(row.getUuid("mail")))
                                .flatMap(row ->
                                        find(row.getUuid("id")).defaultIfEmpty(again(challenge, row.getUuid("id")))))
                .flatMap(begun -> executor.executeVoid(write.bind(
                                begun.id(),
                                user,
                                begun.sender(),
                                begun.mail(),
                                begun.issued(),
                                begun.expires(),
                                remembered(begun)))
                        .thenReturn(begun));
    }

    private static SentChallenge again(SentChallenge challenge, UUID id) {
        return new SentChallenge(
                id,
                challenge.user(),
                challenge.sender(),
                challenge.mail(),
                challenge.issued(),
                challenge.expires(),
                Optional.empty());
    }

    @Override
    public Mono<Void> sent(SentChallenge challenge) {
        String user = challenge.user().asString();
        return executor.executeSingleRow(turn.bind(user, challenge.sender()))
                .filter(row -> challenge.id().equals(row.getUuid("id")))
                .flatMap(row -> executor.executeReturnApplied(
                        sent.bind(Math.max(1, row.getInt("left")), user, challenge.sender(), challenge.id())))
                .then();
    }

    @Override
    public Mono<Void> withdraw(SentChallenge challenge) {
        return executor.executeReturnApplied(
                        withdraw.bind(challenge.user().asString(), challenge.sender(), challenge.id()))
                .then(executor.executeVoid(forget.bind(challenge.id())));
    }

    @Override
    public Mono<SentChallenge> find(UUID id) {
        return Mono.defer(() -> executor.executeSingleRow(find.bind(id)))
                // Noting the answer may outlive the rest of the row.
                .filter(row -> !row.isNull("user"))
                .map(CassandraSentChallenges::challenge);
    }

    @Override
    public Mono<Void> confirmed(SentChallenge challenge, Instant moment) {
        return executor.executeVoid(confirm.bind(remembered(challenge), moment, challenge.id()));
    }

    @Override
    public Mono<Integer> count(LocalDate day, Counted by, String name) {
        return executor.executeSingleRow(counted.bind(day, by.name(), name)).map(row -> (int) row.getLong(0));
    }

    @Override
    public Mono<Void> count(LocalDate day, Counted by, String name, UUID challenge) {
        return executor.executeVoid(count.bind(day, by.name(), name, challenge));
    }

    private int remembered(SentChallenge challenge) {
        return seconds(Duration.between(clock.instant(), challenge.expires()).plus(REMEMBERED));
    }

    private static int seconds(Duration duration) {
        return (int) Math.max(1, duration.toSeconds());
    }

    private static SentChallenge challenge(Row row) {
        return new SentChallenge(
                row.getUuid("id"),
                Username.of(row.getString("user")),
                row.getString("sender"),
                row.getUuid("mail"),
                row.getInstant("issued"),
                row.getInstant("expires"),
                Optional.ofNullable(row.getInstant("confirmed")));
    }
}
