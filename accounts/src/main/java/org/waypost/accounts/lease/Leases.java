package org.waypost.accounts.lease;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** Rights to do something that only one server may do at a time. A right ends by itself when its holder dies. */
public interface Leases {
    /**
     * Takes the right, or keeps it for longer.
     *
     * @param name   what is to be done
     * @param holder who asks; another holder gets it only after this one gave it back or let it run out
     * @param length for how long from now, one second or more
     * @return whether the holder has it
     */
    Mono<Boolean> take(String name, String holder, Duration length);

    /** Gives the right back, when this holder has it. */
    Mono<Void> release(String name, String holder);
}
