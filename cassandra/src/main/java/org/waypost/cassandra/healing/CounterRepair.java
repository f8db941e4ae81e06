package org.waypost.cassandra.healing;

import reactor.core.publisher.Mono;

/**
 * One kind of counter that can be compared with what it counts, and moved.
 *
 * @param <K> names one counter
 */
interface CounterRepair<K> {

    /** Compares; empty when what it counts no longer exists. */
    Mono<Drift> compare(K key);

    /** Adds to the counter what is missing; negative numbers take away. */
    Mono<Void> add(K key, Tally missing);
}
