package org.waypost.policy.sender;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.mailet.Mail;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.senders.ClientChoices;
import org.waypost.accounts.senders.SenderChoices;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import reactor.core.publisher.Mono;

/**
 * Judges senders by the lists of user, domain and server.
 *
 * <p>The narrowest scope that says something decides; lists that are locked above don't count. Nothing here is a right to
 * relay, and every check of the recipient stays.
 *
 * <p>A name is only what somebody writes. So there are two questions: {@link #judge(Stranger, Scope)} before the message is
 * there, whose {@link Judgement#allowed} means "don't refuse yet" when {@link Judgement#byName}; and {@link #judge(Stranger,
 * SenderFacts, Scope)} afterwards, where an entry lets somebody in only if SPF or DKIM stands for that very name, or if it means the
 * machine.
 */
@Singleton
public final class SenderLists {
    private static final Duration CACHED = Duration.ofMinutes(10);
    private static final long MOST_CACHED = 20_000;

    private final AccountSettings settings;
    private final Clock clock;
    private final AsyncCache<Scope, List<ScopeLists>> cache = Caffeine.newBuilder()
            .expireAfterWrite(CACHED)
            .maximumSize(MOST_CACHED)
            .buildAsync();

    @Inject
    public SenderLists(AccountSettings settings, ChangeFeed changes, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        // After the settings, which were made before and listen too. A list above counts for all below, so all are
        // dropped.
        changes.listen(topic -> cache.synchronous().invalidateAll());
    }

    /** What the lists say before the message is there; names are believed. */
    public Mono<Judgement> judge(Stranger stranger, Scope recipient) {
        return judge(stranger, recipient, address -> true);
    }

    /** What the lists say of a message whose facts are known. */
    public Mono<Judgement> judge(Stranger stranger, SenderFacts facts, Scope recipient) {
        return judge(stranger, recipient, facts::aligns);
    }

    /** Whether the sender of a mail in the queue is let in by a user, the domain or the server, and stands for the name. */
    public Mono<Boolean> allowed(Mail mail, Username user) throws MessagingException {
        return of(mail, Scope.user(user)).map(Judgement::allowed);
    }

    /** What the lists say of a mail in the queue. */
    public Mono<Judgement> of(Mail mail, Scope recipient) throws MessagingException {
        return judge(Stranger.of(mail), SenderFacts.of(mail), recipient);
    }

    private Mono<Judgement> judge(Stranger stranger, Scope recipient, Predicate<MailAddress> proven) {
        return lists(recipient).map(scopes -> scopes.stream()
                .flatMap(scope -> scope.judge(stranger, proven, clock.instant()).stream())
                .findFirst()
                .orElse(Judgement.UNLISTED));
    }

    /** The narrowest first. */
    private Mono<List<ScopeLists>> lists(Scope recipient) {
        return Mono.fromFuture(
                () -> cache.get(recipient, (scope, executor) -> read(scope).toFuture()), true);
    }

    private Mono<List<ScopeLists>> read(Scope scope) {
        return settings.each(scope, SenderChoices.SECTION)
                .zipWith(settings.each(scope, ClientChoices.SECTION), SenderLists::compile);
    }

    private static List<ScopeLists> compile(Map<Scope, SenderChoices> senders, Map<Scope, ClientChoices> clients) {
        return senders.entrySet().stream()
                .map(each -> new ScopeLists(each.getKey(), each.getValue(), clients.get(each.getKey())))
                .toList();
    }
}
