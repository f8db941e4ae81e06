package org.waypost.accounts.lease;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Rights within one process. */
public final class MemoryLeases implements Leases {
    private final Clock clock;
    private final Map<String, Held> held = new HashMap<>();

    private record Held(String holder, Instant until) {}

    public MemoryLeases(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<Boolean> take(String name, String holder, Duration length) {
        return Mono.fromSupplier(() -> takeNow(name, holder, length));
    }

    private synchronized boolean takeNow(String name, String holder, Duration length) {
        Instant now = clock.instant();
        Held before = held.get(name);
        if (before != null && !before.holder().equals(holder) && before.until().isAfter(now)) {
            return false;
        }
        held.put(name, new Held(holder, now.plus(length)));
        return true;
    }

    @Override
    public Mono<Void> release(String name, String holder) {
        return Mono.fromRunnable(() -> releaseNow(name, holder));
    }

    private synchronized void releaseNow(String name, String holder) {
        held.computeIfPresent(name, (any, before) -> before.holder().equals(holder) ? null : before);
    }
}
