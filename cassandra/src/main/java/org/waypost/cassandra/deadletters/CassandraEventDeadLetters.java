package org.waypost.cassandra.deadletters;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import com.google.common.base.Preconditions;
import java.util.List;
import java.util.UUID;
import javax.inject.Inject;
import org.apache.james.backends.cassandra.utils.CassandraAsyncExecutor;
import org.apache.james.events.Event;
import org.apache.james.events.EventDeadLetters;
import org.apache.james.events.EventSerializer;
import org.apache.james.events.Group;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Dead letters in two tables: the letters by group, oldest first, and the names of the groups that ever had one.
 *
 * <p>The name of a group is written before its first letter and never deleted: deleting it could race with a new letter, which
 * would then be there but never be listed. There are as many names as listeners, a few dozen at most.
 */
public final class CassandraEventDeadLetters implements EventDeadLetters {

    /** The statements of the migration that makes the tables. */
    public static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS waypost_dead_letter_group (book text, event_group text,"
                    + " PRIMARY KEY (book, event_group))"
                    + " WITH comment = 'Listeners that ever failed to handle an event.'",
            "CREATE TABLE IF NOT EXISTS waypost_dead_letter (event_group text, insertion_id uuid, event text,"
                    + " PRIMARY KEY (event_group, insertion_id))"
                    + " WITH comment = 'Events that a listener failed to handle, by listener, oldest first.'");

    private static final Logger LOGGER = LoggerFactory.getLogger(CassandraEventDeadLetters.class);
    private static final String BOOK = "mailbox";

    private final CassandraAsyncExecutor executor;
    private final EventSerializer serializer;
    private final PreparedStatement addGroup;
    private final PreparedStatement listGroups;
    private final PreparedStatement addLetter;
    private final PreparedStatement removeLetter;
    private final PreparedStatement removeLetters;
    private final PreparedStatement readLetter;
    private final PreparedStatement listLetters;
    private final PreparedStatement firstLetter;

    @Inject
    public CassandraEventDeadLetters(CqlSession session, EventSerializer serializer) {
        this.executor = new CassandraAsyncExecutor(session);
        this.serializer = serializer;
        this.addGroup = session.prepare("INSERT INTO waypost_dead_letter_group (book, event_group) VALUES (?, ?)");
        this.listGroups = session.prepare("SELECT event_group FROM waypost_dead_letter_group WHERE book = ?");
        this.addLetter =
                session.prepare("INSERT INTO waypost_dead_letter (event_group, insertion_id, event) VALUES (?, ?, ?)");
        this.removeLetter =
                session.prepare("DELETE FROM waypost_dead_letter WHERE event_group = ? AND insertion_id = ?");
        this.removeLetters = session.prepare("DELETE FROM waypost_dead_letter WHERE event_group = ?");
        this.readLetter =
                session.prepare("SELECT event FROM waypost_dead_letter WHERE event_group = ? AND insertion_id = ?");
        this.listLetters = session.prepare("SELECT insertion_id FROM waypost_dead_letter WHERE event_group = ?");
        this.firstLetter =
                session.prepare("SELECT insertion_id FROM waypost_dead_letter WHERE event_group = ? LIMIT 1");
    }

    @Override
    public Mono<InsertionId> store(Group group, Event event) {
        requireGroup(group);
        Preconditions.checkArgument(event != null, FAIL_DELIVERED_EVENT_CANNOT_BE_NULL);
        UUID id = Uuids.timeBased();
        return executor.executeVoid(addGroup.bind(BOOK, group.asString()))
                .then(Mono.defer(
                        () -> executor.executeVoid(addLetter.bind(group.asString(), id, serializer.toJson(event)))))
                .thenReturn(InsertionId.of(id));
    }

    @Override
    public Mono<Void> remove(Group group, InsertionId id) {
        requireGroup(group);
        requireId(id);
        return executor.executeVoid(removeLetter.bind(group.asString(), id.getId()));
    }

    @Override
    public Mono<Void> remove(Group group) {
        requireGroup(group);
        return executor.executeVoid(removeLetters.bind(group.asString()));
    }

    @Override
    public Mono<Event> failedEvent(Group group, InsertionId id) {
        requireGroup(group);
        requireId(id);
        return executor.executeSingleRow(readLetter.bind(group.asString(), id.getId()))
                .map(row -> serializer.asEvent(row.getString("event")));
    }

    @Override
    public Flux<InsertionId> failedIds(Group group) {
        requireGroup(group);
        return executor.executeRows(listLetters.bind(group.asString()))
                .map(row -> InsertionId.of(row.getUuid("insertion_id")));
    }

    @Override
    public Flux<Group> groupsWithFailedEvents() {
        return namesWithLetters().concatMap(CassandraEventDeadLetters::group);
    }

    @Override
    public Mono<Boolean> containEvents() {
        return namesWithLetters().hasElements();
    }

    private Flux<String> namesWithLetters() {
        return executor.executeRows(listGroups.bind(BOOK))
                .map(CassandraEventDeadLetters::name)
                .filterWhen(name -> executor.executeReturnExists(firstLetter.bind(name)));
    }

    private static String name(Row row) {
        return row.getString("event_group");
    }

    /** A listener that is no longer installed can't be named by its class; its letters stay. */
    private static Mono<Group> group(String name) {
        try {
            return Mono.just(Group.deserialize(name));
        } catch (Group.GroupDeserializationException e) {
            LOGGER.error(
                    "Dead letters of listener {} are kept but can't be listed: its class isn't installed", name, e);
            return Mono.empty();
        }
    }

    private static void requireGroup(Group group) {
        Preconditions.checkArgument(group != null, REGISTERED_GROUP_CANNOT_BE_NULL);
    }

    private static void requireId(InsertionId id) {
        Preconditions.checkArgument(id != null, FAIL_DELIVERED_ID_INSERTION_CANNOT_BE_NULL);
    }
}
