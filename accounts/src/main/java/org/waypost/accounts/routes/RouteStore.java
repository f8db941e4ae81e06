package org.waypost.accounts.routes;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps routes, and the names of those that were removed: a queue may still hold mail under such a name. */
public interface RouteStore {

    /** All routes, in no particular order. */
    Flux<Route> routes();

    /** Keeps a route in place of the one of its name. */
    Mono<Void> write(Route route);

    /** Removes a route; nothing happens when there is none. */
    Mono<Void> remove(String name);

    /** The names of removed routes that were not made anew. */
    Flux<String> removed();
}
