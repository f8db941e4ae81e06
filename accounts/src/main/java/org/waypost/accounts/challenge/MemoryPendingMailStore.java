package org.waypost.accounts.challenge;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.james.core.Username;
import org.waypost.accounts.challenge.PendingMail.Progress;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Waiting mail in memory. */
public final class MemoryPendingMailStore implements PendingMailStore {
    private record Key(Username user, String sender, UUID id) {
        static Key of(PendingMail mail) {
            return new Key(mail.user(), mail.sender(), mail.id());
        }
    }

    private final Map<Key, PendingMail> mails = new ConcurrentHashMap<>();

    @Override
    public Mono<Boolean> add(PendingMail mail) {
        return Mono.fromSupplier(() -> mails.putIfAbsent(Key.of(mail), mail) == null);
    }

    @Override
    public Mono<PendingMail> find(Username user, UUID id) {
        return of(user).filter(mail -> mail.id().equals(id)).next();
    }

    @Override
    public Flux<PendingMail> of(Username user) {
        return Flux.defer(() -> Flux.fromIterable(mails.values()))
                .filter(mail -> mail.user().equals(user));
    }

    @Override
    public Flux<PendingMail> of(Username user, String sender) {
        return of(user).filter(mail -> mail.sender().equals(sender));
    }

    @Override
    public Mono<Boolean> claim(PendingMail mail, Instant now) {
        return claimWhen(mail, Optional.empty(), now);
    }

    @Override
    public Mono<Boolean> claimAgain(PendingMail mail, Instant now) {
        return claimWhen(mail, mail.progress().releasing(), now);
    }

    private Mono<Boolean> claimWhen(PendingMail mail, Optional<Instant> before, Instant now) {
        return Mono.fromSupplier(() -> {
            PendingMail held = mails.get(Key.of(mail));
            return held != null
                    && held.progress().releasing().equals(before)
                    && mails.replace(
                            Key.of(mail),
                            held,
                            held.with(new Progress(
                                    Optional.of(now), held.progress().listed())));
        });
    }

    @Override
    public Mono<Void> unclaim(PendingMail mail) {
        return change(
                mail,
                held -> held.with(new Progress(Optional.empty(), held.progress().listed())));
    }

    @Override
    public Mono<Void> remove(PendingMail mail) {
        return Mono.fromRunnable(() -> mails.remove(Key.of(mail)));
    }

    @Override
    public Mono<Void> markListed(PendingMail mail) {
        return change(mail, held -> held.with(new Progress(held.progress().releasing(), true)));
    }

    private Mono<Void> change(PendingMail mail, UnaryOperator<PendingMail> edit) {
        return Mono.fromRunnable(() -> mails.computeIfPresent(Key.of(mail), (key, held) -> edit.apply(held)));
    }

    @Override
    public Flux<Username> users() {
        return Flux.defer(() -> Flux.fromIterable(mails.keySet()))
                .map(Key::user)
                .distinct();
    }

    @Override
    public Flux<String> blobs() {
        return Flux.defer(() -> Flux.fromIterable(mails.values())).map(PendingMail::blob);
    }
}
