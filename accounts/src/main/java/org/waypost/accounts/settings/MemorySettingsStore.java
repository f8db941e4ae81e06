package org.waypost.accounts.settings;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Settings in memory, for tests of all that stands above the store. */
public final class MemorySettingsStore implements SettingsStore {
    private final Map<Scope, Map<String, StoredSection>> kept = new ConcurrentHashMap<>();

    @Override
    public Mono<Map<String, StoredSection>> read(Scope scope) {
        return Mono.fromSupplier(() -> Map.copyOf(kept.getOrDefault(scope, Map.of())));
    }

    @Override
    public Mono<Void> write(Scope scope, String section, StoredSection value) {
        return Mono.fromRunnable(() -> kept.compute(scope, (key, sections) -> {
            Map<String, StoredSection> now = sections == null ? new ConcurrentHashMap<>() : sections;
            if (value.isEmpty()) {
                now.remove(section);
            } else {
                now.put(section, value);
            }
            return now.isEmpty() ? null : now;
        }));
    }

    @Override
    public Mono<Void> remove(Scope scope) {
        return Mono.fromRunnable(() -> kept.remove(scope));
    }

    @Override
    public Flux<Scope> scopes() {
        return Flux.defer(() -> Flux.fromIterable(kept.keySet()));
    }
}
