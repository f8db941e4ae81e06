package org.waypost.accounts.expiry;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs within one process. */
public final class MemoryExpiryRuns implements ExpiryRuns {
    private final Map<UUID, ExpiryRun> runs = new ConcurrentHashMap<>();
    private final Map<UUID, Map<List<String>, ExpiryCount>> counts = new ConcurrentHashMap<>();

    @Override
    public Mono<Void> write(ExpiryRun run) {
        return Mono.fromRunnable(() -> runs.put(run.id(), run));
    }

    @Override
    public Flux<ExpiryRun> newest(int most) {
        return Flux.defer(() -> Flux.fromStream(runs.values().stream()
                .sorted(Comparator.comparingLong((ExpiryRun run) -> run.id().timestamp())
                        .reversed())
                .limit(most)));
    }

    @Override
    public Mono<Void> write(UUID run, ExpiryCount count) {
        return Mono.fromRunnable(() -> counts.compute(run, (any, before) -> {
            Map<List<String>, ExpiryCount> next = before == null ? new LinkedHashMap<>() : new LinkedHashMap<>(before);
            next.put(List.of(count.user().asString(), count.folder()), count);
            return next;
        }));
    }

    @Override
    public Flux<ExpiryCount> counts(UUID run) {
        return Flux.defer(() ->
                Flux.fromIterable(List.copyOf(counts.getOrDefault(run, Map.of()).values())));
    }
}
