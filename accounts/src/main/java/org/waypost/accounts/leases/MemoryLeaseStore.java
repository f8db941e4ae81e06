package org.waypost.accounts.leases;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.inject.Inject;
import reactor.core.publisher.Mono;

/** Leases in memory; servers of one JVM may share it. */
public final class MemoryLeaseStore implements LeaseStore {
    private record Lease(String holder, Instant end) {}

    private final Map<String, Lease> leases = new ConcurrentHashMap<>();
    private final Clock clock;

    @Inject
    public MemoryLeaseStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<Boolean> take(String name, String holder, Duration length) {
        return Mono.fromSupplier(() -> {
            Instant now = clock.instant();
            Lease lease = leases.compute(
                    name,
                    (unused, held) -> held == null
                                    || held.holder().equals(holder)
                                    || !held.end().isAfter(now)
                            ? new Lease(holder, now.plus(length))
                            : held);
            return lease.holder().equals(holder);
        });
    }

    @Override
    public Mono<Void> release(String name, String holder) {
        return Mono.fromRunnable(() ->
                leases.computeIfPresent(name, (unused, held) -> held.holder().equals(holder) ? null : held));
    }
}
