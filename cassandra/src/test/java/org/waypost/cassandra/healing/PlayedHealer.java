package org.waypost.cassandra.healing;

import java.time.Clock;
import java.time.Duration;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.waypost.cassandra.PlayedSession;

/** A healer that gets no further than asking for the notes. */
final class PlayedHealer {

    private PlayedHealer() {}

    static UncleanStopHealer of(PlayedSession cassandra) {
        return new UncleanStopHealer(
                new TouchedMailboxes(cassandra.session(), "node-1", Clock.systemUTC()),
                null,
                null,
                null,
                null,
                new RecordingMetricFactory(),
                Clock.systemUTC(),
                Duration.ZERO);
    }
}
