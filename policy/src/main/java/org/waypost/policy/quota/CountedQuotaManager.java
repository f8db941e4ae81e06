package org.waypost.policy.quota;

import java.util.Optional;
import org.apache.james.core.quota.QuotaCountUsage;
import org.apache.james.core.quota.QuotaSizeUsage;
import org.apache.james.mailbox.model.CurrentQuotas;
import org.apache.james.mailbox.model.QuotaOperation;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * What each user's mailboxes hold, as James counts it, with the sum of each domain moved along. Also sets a counter right
 * where James 3.8.1 takes the old value from another row than the user's and so adds the two.
 */
public final class CountedQuotaManager implements CurrentQuotaManager {
    private final CurrentQuotaManager users;
    private final DomainUseStore domains;

    /**
     * @param users   the counters of users
     * @param domains the counters of domains
     */
    public CountedQuotaManager(CurrentQuotaManager users, DomainUseStore domains) {
        this.users = users;
        this.domains = domains;
    }

    @Override
    public Publisher<QuotaCountUsage> getCurrentMessageCount(QuotaRoot root) {
        return users.getCurrentMessageCount(root);
    }

    @Override
    public Publisher<QuotaSizeUsage> getCurrentStorage(QuotaRoot root) {
        return users.getCurrentStorage(root);
    }

    @Override
    public Publisher<CurrentQuotas> getCurrentQuotas(QuotaRoot root) {
        return users.getCurrentQuotas(root);
    }

    @Override
    public Mono<Void> increase(QuotaOperation operation) {
        return Mono.from(users.increase(operation)).then(count(operation.quotaRoot(), Use.of(operation)));
    }

    @Override
    public Mono<Void> decrease(QuotaOperation operation) {
        return Mono.from(users.decrease(operation))
                .then(count(operation.quotaRoot(), Use.NONE.minus(Use.of(operation))));
    }

    @Override
    public Mono<Void> setCurrentQuotas(QuotaOperation operation) {
        QuotaRoot root = operation.quotaRoot();
        return Mono.from(users.getCurrentQuotas(root)).map(Use::of).flatMap(before -> {
            Use missing = Use.of(operation).minus(before);
            return Mono.from(users.increase(positive(root, missing)))
                    .then(Mono.from(users.decrease(positive(root, Use.NONE.minus(missing)))))
                    .then(count(root, missing));
        });
    }

    /** James takes no negative numbers here. */
    private static QuotaOperation positive(QuotaRoot root, Use use) {
        return new QuotaOperation(
                root,
                QuotaCountUsage.count(Math.max(0, use.messages())),
                QuotaSizeUsage.size(Math.max(0, use.bytes())));
    }

    private Mono<Void> count(QuotaRoot root, Use difference) {
        Optional<org.apache.james.core.Domain> domain = root.getDomain();
        return domain.isEmpty() || difference.equals(Use.NONE)
                ? Mono.empty()
                : Mono.from(domains.add(domain.get(), difference));
    }
}
