package org.waypost.accounts.changes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The changes of the last hour in memory; servers of one JVM may share it. */
public final class MemoryChangeLog implements ChangeLog {
    private static final Duration KEPT = Duration.ofHours(1);

    private final Deque<Change> changes = new ConcurrentLinkedDeque<>();
    private final Clock clock;

    public MemoryChangeLog(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<Void> announce(String topic) {
        return Mono.fromRunnable(() -> {
            Instant now = clock.instant();
            changes.removeIf(change -> change.at().isBefore(now.minus(KEPT)));
            changes.add(new Change(UUID.randomUUID(), now, topic));
        });
    }

    @Override
    public Flux<Change> since(Instant moment) {
        return Flux.defer(() -> Flux.fromIterable(changes))
                .filter(change -> !change.at().isBefore(moment));
    }
}
