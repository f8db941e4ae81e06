package org.waypost.accounts.leases;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** Who does a job of the cluster now, or did it last. A lease ends by itself, so that a dead server's job is done by another. */
public interface LeaseStore {

    /**
     * Takes a lease that is free, or renews one's own.
     *
     * @param name   the job, such as {@code challenge-digest}
     * @param holder the server, or one run of it; different for each that may ask
     * @param length from now on, a second or more
     * @return whether the holder has it now
     */
    Mono<Boolean> take(String name, String holder, Duration length);

    /** Gives a lease back, if it is still the holder's. */
    Mono<Void> release(String name, String holder);
}
