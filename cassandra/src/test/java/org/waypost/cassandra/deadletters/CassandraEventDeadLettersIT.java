package org.waypost.cassandra.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import org.apache.james.events.DeadLettersSuite;
import org.apache.james.events.EventDeadLetters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;

class CassandraEventDeadLettersIT implements DeadLettersSuite {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA = new CassandraKeyspaceExtension();

    private CassandraEventDeadLetters deadLetters;

    @BeforeEach
    void setUp() {
        deadLetters = new CassandraEventDeadLetters(CASSANDRA.session(), DeadLettersSuite.serializer());
    }

    @Override
    public EventDeadLetters eventDeadLetters() {
        return deadLetters;
    }

    @Test
    void lettersOfAListenerThatIsNoLongerInstalledAreKeptAndDoNotHideOthers() {
        String gone = "org.example.GoneListener$GoneGroup";
        CASSANDRA
                .session()
                .execute("INSERT INTO waypost_dead_letter_group (book, event_group) VALUES ('mailbox', ?)", gone);
        CASSANDRA
                .session()
                .execute(
                        "INSERT INTO waypost_dead_letter (event_group, insertion_id, event) VALUES (?, ?, '{}')",
                        gone,
                        Uuids.timeBased());
        deadLetters.store(GROUP_A, EVENT_1).block();

        assertThat(deadLetters.groupsWithFailedEvents().collectList().block()).containsExactly(GROUP_A);
        assertThat(deadLetters.containEvents().block()).isTrue();
    }

    @Test
    void lettersAreListedOldestFirst() {
        var first = deadLetters.store(GROUP_A, EVENT_1).block();
        var second = deadLetters.store(GROUP_A, EVENT_2).block();
        var third = deadLetters.store(GROUP_A, EVENT_3).block();

        assertThat(deadLetters.failedIds(GROUP_A).collectList().block()).containsExactly(first, second, third);
    }
}
