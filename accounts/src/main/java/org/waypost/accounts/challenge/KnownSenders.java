package org.waypost.accounts.challenge;

import org.apache.james.core.Username;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps whom each user knows. */
public interface KnownSenders {

    /** Notes a sender; one that is known already stays as it was. */
    Mono<Void> add(Username user, KnownSender sender);

    /** The sender of that normal address, if the user knows it. */
    Mono<KnownSender> find(Username user, String address);

    /** All whom a user knows, in no particular order. */
    Flux<KnownSender> of(Username user);

    /** Forgets a sender. */
    Mono<Void> remove(Username user, String address);

    /** Forgets all whom a user knows; for a user that is removed. */
    Mono<Void> removeAll(Username user);
}
