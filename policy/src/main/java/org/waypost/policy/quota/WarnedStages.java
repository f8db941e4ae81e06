package org.waypost.policy.quota;

import java.util.Map;
import org.apache.james.core.Username;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Of which share of their limits users were warned last, shared by all servers so that one warning is sent. */
public interface WarnedStages {

    /** What a limit is about. */
    enum Resource {
        SIZE,
        COUNT
    }

    /** The share in percent by resource; nothing for a resource of which the user wasn't warned, or has fallen below since. */
    Mono<Map<Resource, Integer>> of(Username user);

    /**
     * Moves a stage.
     *
     * @param before what {@link #of} told, 0 for nothing
     * @param after  the new share, 0 for nothing
     * @return false when another server has moved it meanwhile; nothing is changed then
     */
    Mono<Boolean> move(Username user, Resource resource, int before, int after);

    /** Forgets a user; for one who is removed. */
    Publisher<Void> remove(Username user);
}
