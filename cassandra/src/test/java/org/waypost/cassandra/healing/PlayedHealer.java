package org.waypost.cassandra.healing;

import java.time.Clock;
import java.time.Duration;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.waypost.cassandra.PlayedSession;

/** A healer that asks for the notes, and has nothing to do when there are none. */
final class PlayedHealer {

    private PlayedHealer() {}

    static UncleanStopHealer of(PlayedSession cassandra) {
        return new UncleanStopHealer(
                new TouchedMailboxes(cassandra.session(), "node-1", Clock.systemUTC()),
                null,
                new MailboxNameRepair(null, null, null),
                null,
                null,
                new RecordingMetricFactory(),
                Clock.systemUTC(),
                Duration.ZERO);
    }
}
