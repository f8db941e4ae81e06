package org.waypost.policy.quota;

import java.time.Instant;
import java.util.Optional;
import org.apache.james.core.Domain;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Counters of what the mailboxes of each domain hold together, shared by all servers. */
public interface DomainUseStore {

    /** Adds to the counters; the difference may be negative. */
    Publisher<Void> add(Domain domain, Use difference);

    /** What is counted; nothing for a domain that was never heard of. */
    Mono<Use> read(Domain domain);

    /** When the mailboxes of the domain were last counted one by one; empty when they never were. */
    Mono<Instant> counted(Domain domain);

    /**
     * Notes that this server counts the mailboxes now, so that no other corrects the counters at the same time.
     *
     * @param last what {@link #counted} told
     * @return false when another server came first
     */
    Mono<Boolean> claim(Domain domain, Optional<Instant> last, Instant now);
}
