package org.waypost.accounts.challenge;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.core.Username;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Whom users know, in memory. */
public final class MemoryKnownSenders implements KnownSenders {
    private final Map<Username, Map<String, KnownSender>> known = new ConcurrentHashMap<>();

    @Override
    public Mono<Void> add(Username user, KnownSender sender) {
        return Mono.fromRunnable(() -> senders(user).putIfAbsent(sender.address(), sender));
    }

    @Override
    public Mono<KnownSender> find(Username user, String address) {
        return Mono.fromSupplier(() -> senders(user).get(address));
    }

    @Override
    public Flux<KnownSender> of(Username user) {
        return Flux.defer(() -> Flux.fromIterable(senders(user).values()));
    }

    @Override
    public Mono<Void> remove(Username user, String address) {
        return Mono.fromRunnable(() -> senders(user).remove(address));
    }

    @Override
    public Mono<Void> removeAll(Username user) {
        return Mono.fromRunnable(() -> known.remove(user));
    }

    private Map<String, KnownSender> senders(Username user) {
        return known.computeIfAbsent(user, unused -> new ConcurrentHashMap<>());
    }
}
