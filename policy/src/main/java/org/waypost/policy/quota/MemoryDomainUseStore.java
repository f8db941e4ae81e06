package org.waypost.policy.quota;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.core.Domain;
import reactor.core.publisher.Mono;

/** Counters of one server that keeps nothing. */
public final class MemoryDomainUseStore implements DomainUseStore {
    private final Map<Domain, Use> uses = new ConcurrentHashMap<>();
    private final Map<Domain, Instant> counted = new ConcurrentHashMap<>();

    @Override
    public Mono<Void> add(Domain domain, Use difference) {
        return Mono.fromRunnable(() -> uses.merge(domain, difference, Use::plus));
    }

    @Override
    public Mono<Use> read(Domain domain) {
        return Mono.fromSupplier(() -> uses.getOrDefault(domain, Use.NONE));
    }

    @Override
    public Mono<Instant> counted(Domain domain) {
        return Mono.fromSupplier(() -> counted.get(domain));
    }

    @Override
    public Mono<Boolean> claim(Domain domain, Optional<Instant> last, Instant now) {
        return Mono.fromSupplier(() -> last.map(before -> counted.replace(domain, before, now))
                .orElseGet(() -> counted.putIfAbsent(domain, now) == null));
    }
}
