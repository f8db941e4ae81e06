package org.waypost.accounts.welcome;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.james.core.Username;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** In memory, for tests. */
public final class MemoryWelcomeBook implements WelcomeBook {
    private record Entry(Instant owed, Instant claimed, boolean sent) {}

    private final Map<Username, Entry> entries = new ConcurrentHashMap<>();

    @Override
    public Mono<Boolean> owe(Username user, Instant now) {
        return Mono.fromCallable(() -> entries.putIfAbsent(user, new Entry(now, Instant.EPOCH, false)) == null);
    }

    @Override
    public Flux<Username> owed(Instant until) {
        return Flux.defer(() -> Flux.fromIterable(entries.entrySet()))
                .filter(entry ->
                        !entry.getValue().sent() && !entry.getValue().owed().isAfter(until))
                .map(Map.Entry::getKey);
    }

    @Override
    public Mono<Boolean> claim(Username user, Instant now) {
        return Mono.fromCallable(() -> {
            AtomicBoolean claimed = new AtomicBoolean();
            entries.computeIfPresent(user, (key, entry) -> {
                if (entry.sent() || entry.claimed().isAfter(now.minus(CLAIM))) {
                    return entry;
                }
                claimed.set(true);
                return new Entry(entry.owed(), now, false);
            });
            return claimed.get();
        });
    }

    @Override
    public Mono<Void> sent(Username user) {
        return Mono.fromRunnable(
                () -> entries.computeIfPresent(user, (key, entry) -> new Entry(entry.owed(), entry.claimed(), true)));
    }

    @Override
    public Mono<Void> forget(Username user) {
        return Mono.fromRunnable(() -> entries.remove(user));
    }

    @Override
    public Mono<Void> move(Username from, Username to) {
        return Mono.fromRunnable(() -> {
            Entry entry = entries.remove(from);
            if (entry != null) {
                entries.put(to, entry);
            }
        });
    }
}
