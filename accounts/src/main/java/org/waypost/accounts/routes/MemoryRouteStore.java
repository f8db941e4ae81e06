package org.waypost.accounts.routes;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Routes in memory. */
public final class MemoryRouteStore implements RouteStore {
    private final Map<String, Route> routes = new ConcurrentHashMap<>();
    private final Set<String> removed = ConcurrentHashMap.newKeySet();

    @Override
    public Flux<Route> routes() {
        return Flux.defer(() -> Flux.fromIterable(routes.values()));
    }

    @Override
    public Mono<Void> write(Route route) {
        return Mono.fromRunnable(() -> {
            routes.put(route.name(), route);
            removed.remove(route.name());
        });
    }

    @Override
    public Mono<Void> remove(String name) {
        return Mono.fromRunnable(() -> {
            if (routes.remove(name) != null) {
                removed.add(name);
            }
        });
    }

    @Override
    public Flux<String> removed() {
        return Flux.defer(() -> Flux.fromIterable(removed));
    }
}
