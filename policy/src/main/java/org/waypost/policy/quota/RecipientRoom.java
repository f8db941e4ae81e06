package org.waypost.policy.quota;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.policy.forward.Forwarding;
import org.waypost.policy.recipient.RecipientUsers;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Whether mail for an address finds room with any of the users that the address means. */
public final class RecipientRoom {
    private final RecipientUsers users;
    private final Forwarding forwarding;
    private final MailboxRoom room;
    private final AccountSettings settings;

    @Inject
    public RecipientRoom(RecipientUsers users, Forwarding forwarding, MailboxRoom room, AccountSettings settings) {
        this.users = users;
        this.forwarding = forwarding;
        this.room = room;
        this.settings = settings;
    }

    /**
     * No room with anybody.
     *
     * @param user     the first user of the address
     * @param reason   which limit, for the log; not for strangers
     * @param settings what that user chose to be said
     */
    public record Full(Username user, String reason, QuotaRefusal settings) {}

    /**
     * Says when all users of an address are full. An address of nobody here is never full, nor is a user whose mail is
     * forwarded without a copy.
     *
     * @param bytes    size of the mail; 0 when it isn't known
     * @param deadline how long the stores may take together; then this fails with a {@code TimeoutException}
     */
    public Mono<Full> full(MailAddress address, long bytes, Duration deadline) {
        return Mono.fromCallable(() -> users.of(address))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(found -> Flux.fromIterable(found)
                        .concatMap(user -> full(user, bytes))
                        .takeWhile(Optional::isPresent)
                        .map(Optional::get)
                        .collectList()
                        .filter(full -> !full.isEmpty() && full.size() == found.size()))
                .map(full -> full.get(0))
                .flatMap(first -> settings.of(first.getKey(), QuotaRefusal.SECTION)
                        .map(chosen -> new Full(first.getKey(), first.getValue(), chosen)))
                .timeout(deadline);
    }

    /** The largest share of a limit that the users of an address have used, in percent, as far as all have; 0 for nobody. */
    public Mono<Double> share(MailAddress address, Duration deadline) {
        return Mono.fromCallable(() -> users.of(address))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapMany(Flux::fromIterable)
                .concatMap(room::share)
                .reduce(Math::min)
                .map(share -> share * 100)
                .defaultIfEmpty(0.0)
                .timeout(deadline);
    }

    private Mono<Optional<Map.Entry<Username, String>>> full(Username user, long bytes) {
        return Mono.fromCallable(() -> forwarding.of(users.addressOf(user)).keepCopy())
                .subscribeOn(Schedulers.boundedElastic())
                .filter(stored -> stored)
                .flatMap(stored -> room.refusal(user, bytes))
                .map(reason -> Optional.of(Map.entry(user, reason)))
                .defaultIfEmpty(Optional.empty());
    }
}
