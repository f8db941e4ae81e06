package org.waypost.cassandra.healing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares many counters and moves those that are wrong.
 *
 * <p>A message stored but not yet counted looks like a lost count. So a difference is believed only when it is seen twice,
 * unchanged, with a pause between that is longer than a change takes. And the difference is added, never the counter set: a
 * change that comes in between is kept, because additions to a counter of Cassandra commute.
 */
final class RepairRound<K> {

    private static final Logger LOGGER = LoggerFactory.getLogger(RepairRound.class);
    private static final int AT_ONCE = 2;
    private static final int TRIES = 3;

    private final String what;
    private final CounterRepair<K> repair;
    private final Duration pause;
    private final List<String> errors = new ArrayList<>();

    RepairRound(String what, CounterRepair<K> repair, Duration pause) {
        this.what = what;
        this.repair = repair;
        this.pause = pause;
    }

    /**
     * What came of it.
     *
     * @param lookedAt counters compared
     * @param corrected counters that were wrong and were moved
     * @param unsettled counters that kept changing; they are looked at again in the next round
     * @param errors what failed, each with the name of the counter
     */
    record Outcome(int lookedAt, int corrected, int unsettled, List<String> errors) {}

    Outcome run(Collection<K> keys) {
        Map<K, Drift> suspicious = wrong(keys);
        int corrected = 0;
        for (int tries = 0; tries < TRIES && !suspicious.isEmpty(); tries++) {
            Mono.delay(pause).block();
            Map<K, Drift> again = wrong(suspicious.keySet());
            corrected += correctConfirmed(suspicious, again);
            suspicious = again;
        }
        return new Outcome(keys.size(), corrected, suspicious.size(), List.copyOf(errors));
    }

    /** Moves the counters whose difference stood twice, and takes them out of those seen again. */
    private int correctConfirmed(Map<K, Drift> first, Map<K, Drift> again) {
        int corrected = 0;
        for (Map.Entry<K, Drift> seen : List.copyOf(again.entrySet())) {
            if (seen.getValue().isSettled() && seen.getValue().equals(first.get(seen.getKey()))) {
                again.remove(seen.getKey());
                corrected += correct(seen.getKey(), seen.getValue()) ? 1 : 0;
            }
        }
        return corrected;
    }

    private boolean correct(K key, Drift drift) {
        try {
            repair.add(key, drift.missing()).block();
            LOGGER.info("{} {} corrected from {} to {}", what, key, drift.after(), drift.counted());
            return true;
        } catch (RuntimeException e) {
            fail(key, e);
            return false;
        }
    }

    private Map<K, Drift> wrong(Collection<K> keys) {
        return Flux.fromIterable(keys)
                .flatMap(key -> compare(key).map(drift -> Map.entry(key, drift)), AT_ONCE)
                .filter(entry -> !entry.getValue().isNone())
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, LinkedHashMap::new)
                .block();
    }

    private Mono<Drift> compare(K key) {
        return repair.compare(key).onErrorResume(e -> {
            fail(key, e);
            return Mono.empty();
        });
    }

    private void fail(K key, Throwable failure) {
        LOGGER.error("{} {} could not be looked at", what, key, failure);
        synchronized (errors) {
            errors.add(what + " " + key + ": " + failure.getMessage());
        }
    }
}
