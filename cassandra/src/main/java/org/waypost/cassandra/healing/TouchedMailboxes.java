package org.waypost.cassandra.healing;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.james.backends.cassandra.utils.CassandraAsyncExecutor;
import org.apache.james.core.Username;
import org.apache.james.mailbox.cassandra.ids.CassandraId;
import org.apache.james.mailbox.model.Mailbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Notes, before a mailbox is changed, that it will be: at most one write a mailbox every {@link #RENEW_AFTER}. A note expires
 * after a day.
 */
public final class TouchedMailboxes {

    /** The statement of the migration that makes the table. */
    public static final String TABLE = "CREATE TABLE IF NOT EXISTS waypost_touched_mailbox (node text, mailbox_id uuid,"
            + " owner text, touched timestamp, PRIMARY KEY (node, mailbox_id))"
            + " WITH default_time_to_live = 86400 AND gc_grace_seconds = 86400"
            + " AND comment = 'Mailboxes that a node changed of late, looked at after an unclean stop.'";

    /** How long one note stands for all changes to a mailbox. */
    static final Duration RENEW_AFTER = Duration.ofMinutes(5);

    private static final Logger LOGGER = LoggerFactory.getLogger(TouchedMailboxes.class);
    private static final int REMEMBERED = 100_000;

    private final CassandraAsyncExecutor executor;
    private final String node;
    private final Clock clock;
    private final Cache<CassandraId, Boolean> fresh;
    private final PreparedStatement write;
    private final PreparedStatement list;
    private final PreparedStatement forget;

    /**
     * @param session with our migrations done
     * @param node names this server among those on the same keyspace; the same after a restart
     * @param clock gives the time of a note
     */
    public TouchedMailboxes(CqlSession session, String node, Clock clock) {
        this.executor = new CassandraAsyncExecutor(session);
        this.node = node;
        this.clock = clock;
        this.fresh = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(RENEW_AFTER)
                .build();
        this.write = session.prepare(
                "INSERT INTO waypost_touched_mailbox (node, mailbox_id, owner, touched) VALUES (?, ?, ?, ?)");
        this.list = session.prepare(
                "SELECT mailbox_id, owner, touched, writetime(touched) AS written FROM waypost_touched_mailbox"
                        + " WHERE node = ?");
        this.forget = session.prepare(
                "DELETE FROM waypost_touched_mailbox USING TIMESTAMP ? WHERE node = ? AND mailbox_id = ?");
    }

    /** Notes a change to come; done when the note is on disk, or when that failed, which is logged and doesn't stop the change. */
    public Mono<Void> note(Mailbox mailbox) {
        return note((CassandraId) mailbox.getMailboxId(), Optional.of(mailbox.getUser()));
    }

    /** Notes a change to come of the owner, whatever was noted before: the note names the new one. */
    Mono<Void> noteAnew(Mailbox mailbox) {
        return Mono.fromRunnable(() -> fresh.invalidate((CassandraId) mailbox.getMailboxId()))
                .then(note(mailbox));
    }

    /** Notes a change to come to a mailbox of which only the id is known. */
    public Mono<Void> note(CassandraId mailbox) {
        return note(mailbox, Optional.empty());
    }

    private Mono<Void> note(CassandraId mailbox, Optional<Username> owner) {
        return Mono.defer(() -> fresh.getIfPresent(mailbox) != null
                ? Mono.empty()
                : executor.executeVoid(bind(mailbox, owner))
                        .doOnSuccess(done -> fresh.put(mailbox, true))
                        .onErrorResume(e -> {
                            LOGGER.warn(
                                    "The change to mailbox {} could not be noted; its counters won't be looked at after"
                                            + " an unclean stop: {}",
                                    mailbox.serialize(),
                                    e.getMessage());
                            return Mono.empty();
                        }));
    }

    private BoundStatement bind(CassandraId mailbox, Optional<Username> owner) {
        BoundStatement bound = write.bind()
                .setString("node", node)
                .setUuid("mailbox_id", mailbox.asUuid())
                .setInstant("touched", clock.instant());
        return owner.map(user -> bound.setString("owner", user.asString())).orElse(bound);
    }

    /** The notes of this node. */
    Flux<Touch> all() {
        return executor.executeRows(list.bind(node)).map(TouchedMailboxes::touch);
    }

    /** Drops a note unless it was renewed since it was read. */
    Mono<Void> forget(Touch touch) {
        return executor.executeVoid(
                forget.bind(touch.writtenAt(), node, touch.mailbox().asUuid()));
    }

    private static Touch touch(Row row) {
        return new Touch(
                CassandraId.of(row.getUuid("mailbox_id")),
                Optional.ofNullable(row.getString("owner")).map(Username::of),
                row.getInstant("touched"),
                row.getLong("written"));
    }
}
