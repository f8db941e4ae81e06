package org.waypost.accounts.users;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.core.Username;
import reactor.core.publisher.Mono;

/** Former names in memory, for tests. */
public final class MemoryFormerNames implements FormerNames {
    private final Map<Username, Former> names = new ConcurrentHashMap<>();

    @Override
    public Mono<Former> of(Username user) {
        return Mono.fromSupplier(() -> names.get(user));
    }

    @Override
    public Mono<Void> set(Username user, Former former) {
        return Mono.fromRunnable(() -> names.put(user, former));
    }

    @Override
    public Mono<Void> forget(Username user) {
        return Mono.fromRunnable(() -> names.remove(user));
    }
}
