package org.waypost.policy.quota;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.apache.james.user.api.UsersRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the mailboxes of a domain hold together: the sum of what James counts for its users. The sum is kept in counters
 * that {@link CountedQuotaManager} moves with each change; a count of all users sets right what they lost.
 */
public final class DomainUse {
    private static final int AT_ONCE = 16;
    private static final Logger LOGGER = LoggerFactory.getLogger(DomainUse.class);

    private final DomainUseStore store;
    private final CurrentQuotaManager quotas;
    private final UserQuotaRootResolver roots;
    private final UsersRepository users;
    private final Clock clock;
    private final Set<Domain> known = ConcurrentHashMap.newKeySet();

    public DomainUse(
            DomainUseStore store,
            CurrentQuotaManager quotas,
            UserQuotaRootResolver roots,
            UsersRepository users,
            Clock clock) {
        this.store = store;
        this.quotas = quotas;
        this.roots = roots;
        this.users = users;
        this.clock = clock;
    }

    /** What is counted now. The first question about a domain counts its users, once in the life of a keyspace. */
    public Mono<Use> of(Domain domain) {
        if (known.contains(domain)) {
            return store.read(domain);
        }
        return store.counted(domain)
                .hasElement()
                .flatMap(counted -> counted ? Mono.just(Set.<Domain>of()) : recount(Set.of(domain), Duration.ZERO))
                .then(Mono.defer(() -> {
                    known.add(domain);
                    return store.read(domain);
                }));
    }

    /** What one user's mailboxes hold. */
    public Mono<Use> of(Username user) {
        return Mono.from(quotas.getCurrentQuotas(roots.forUser(user)))
                .map(Use::of)
                .defaultIfEmpty(Use.NONE);
    }

    /** The users of a domain, in the order of the user store. */
    public Flux<Username> usersOf(Domain domain) {
        return Flux.from(users.listReactive())
                .filter(user -> user.getDomainPart().filter(domain::equals).isPresent());
    }

    /**
     * Counts the users of domains one by one and corrects the counters by what is missing or too much. Mail that arrives
     * meanwhile is no error.
     *
     * @param fresh a domain that was counted within this time, here or by another server, is left out
     * @return the domains that were counted
     */
    public Mono<Set<Domain>> recount(Collection<Domain> domains, Duration fresh) {
        Instant now = clock.instant();
        return Flux.fromIterable(domains)
                .filterWhen(domain -> claimed(domain, fresh, now))
                .collectList()
                .filter(claimed -> !claimed.isEmpty())
                .flatMap(claimed -> uses(claimed).flatMap(before -> sums(Set.copyOf(claimed))
                        .flatMap(sums -> uses(claimed).flatMap(after -> Flux.fromIterable(claimed)
                                .concatMap(domain -> correct(
                                        domain,
                                        before.get(domain),
                                        sums.getOrDefault(domain, Use.NONE),
                                        after.get(domain)))
                                .then(Mono.just(Set.copyOf(claimed)))))))
                .defaultIfEmpty(Set.of());
    }

    private Mono<Boolean> claimed(Domain domain, Duration fresh, Instant now) {
        return store.counted(domain)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(last -> last.filter(counted ->
                                        !fresh.isZero() && counted.plus(fresh).isAfter(now))
                                .isPresent()
                        ? Mono.just(false)
                        : store.claim(domain, last, now));
    }

    private Mono<Map<Domain, Use>> uses(Collection<Domain> domains) {
        return Flux.fromIterable(domains)
                .concatMap(domain -> store.read(domain).map(use -> Map.entry(domain, use)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Mono<Map<Domain, Use>> sums(Set<Domain> domains) {
        return Flux.from(users.listReactive())
                .filter(user -> user.getDomainPart().filter(domains::contains).isPresent())
                .flatMap(
                        user -> of(user).map(
                                        use -> Map.entry(user.getDomainPart().orElseThrow(), use)),
                        AT_ONCE)
                .collect(HashMap::new, (sums, use) -> sums.merge(use.getKey(), use.getValue(), Use::plus));
    }

    private Mono<Void> correct(Domain domain, Use before, Use sum, Use after) {
        Use missing = new Use(
                missing(before.messages(), sum.messages(), after.messages()),
                missing(before.bytes(), sum.bytes(), after.bytes()));
        if (missing.equals(Use.NONE)) {
            return Mono.empty();
        }
        LOGGER.info(
                "Corrected the use of domain {} by {} messages and {} bytes",
                domain.asString(),
                missing.messages(),
                missing.bytes());
        return Mono.from(store.add(domain, missing));
    }

    /** What the counter did while the users were counted lies between its two readings: a sum within them is right. */
    static long missing(long before, long sum, long after) {
        long least = Math.min(before, after);
        long most = Math.max(before, after);
        return sum < least ? sum - least : Math.max(0, sum - most);
    }
}
