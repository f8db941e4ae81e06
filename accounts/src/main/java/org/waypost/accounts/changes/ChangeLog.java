package org.waypost.accounts.changes;

import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The changes of the last hour, written by all servers on a keyspace and read by all. */
public interface ChangeLog {

    /** Tells of a change that is already in its store. */
    Mono<Void> announce(String topic);

    /** The changes since a moment, in no particular order; those before may come too. */
    Flux<Change> since(Instant moment);
}
