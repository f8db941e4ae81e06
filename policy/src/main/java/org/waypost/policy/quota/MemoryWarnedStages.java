package org.waypost.policy.quota;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.james.core.Username;
import reactor.core.publisher.Mono;

/** The stages of one server that keeps nothing. */
public final class MemoryWarnedStages implements WarnedStages {
    private final Map<Username, Map<Resource, Integer>> stages = new HashMap<>();

    @Override
    public Mono<Map<Resource, Integer>> of(Username user) {
        return Mono.fromSupplier(() -> {
            synchronized (stages) {
                return Map.copyOf(stages.getOrDefault(user, Map.of()));
            }
        });
    }

    @Override
    public Mono<Boolean> move(Username user, Resource resource, int before, int after) {
        return Mono.fromSupplier(() -> {
            synchronized (stages) {
                Map<Resource, Integer> mine = stages.computeIfAbsent(user, key -> new EnumMap<>(Resource.class));
                if (mine.getOrDefault(resource, 0) != before) {
                    return false;
                }
                if (after == 0) {
                    mine.remove(resource);
                } else {
                    mine.put(resource, after);
                }
                return true;
            }
        });
    }

    @Override
    public Mono<Void> remove(Username user) {
        return Mono.fromRunnable(() -> {
            synchronized (stages) {
                stages.remove(user);
            }
        });
    }
}
