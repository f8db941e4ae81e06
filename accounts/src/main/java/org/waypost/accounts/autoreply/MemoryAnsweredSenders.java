package org.waypost.accounts.autoreply;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answered senders in memory; servers of one JVM may share it. */
public final class MemoryAnsweredSenders implements AnsweredSenders {
    private record Key(Username user, String reply, String sender) {}

    private final Map<Key, Answered> kept = new ConcurrentHashMap<>();
    private final Clock clock;

    public MemoryAnsweredSenders(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<Boolean> claim(Username user, String reply, MailAddress sender, Duration period) {
        return Mono.fromSupplier(() -> {
            Instant now = clock.instant();
            Key key = key(user, reply, sender);
            AtomicBoolean mine = new AtomicBoolean();
            kept.compute(key, (same, before) -> {
                if (before != null && now.isBefore(before.until())) {
                    return before;
                }
                mine.set(true);
                return new Answered(reply, key.sender(), now, now.plus(period));
            });
            return mine.get();
        });
    }

    @Override
    public Mono<Void> release(Username user, String reply, MailAddress sender) {
        return Mono.fromRunnable(() -> kept.remove(key(user, reply, sender)));
    }

    @Override
    public Flux<Answered> of(Username user) {
        return Flux.defer(() -> Flux.fromIterable(kept.entrySet()))
                .filter(entry -> entry.getKey().user().equals(user))
                .map(Map.Entry::getValue)
                .filter(answered -> clock.instant().isBefore(answered.until()));
    }

    @Override
    public Mono<Void> clear(Username user) {
        return Mono.fromRunnable(() -> kept.keySet().removeIf(key -> key.user().equals(user)));
    }

    private static Key key(Username user, String reply, MailAddress sender) {
        return new Key(user, reply, sender.asString().toLowerCase(Locale.ROOT));
    }
}
