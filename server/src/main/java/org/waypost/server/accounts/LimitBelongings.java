package org.waypost.server.accounts;

import javax.inject.Inject;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.accounts.settings.Scope;
import reactor.core.publisher.Mono;

/** Quota limits that were set for a user or a domain. */
final class LimitBelongings implements Belongings {
    private final MaxQuotaManager limits;
    private final UserQuotaRootResolver roots;

    @Inject
    LimitBelongings(MaxQuotaManager limits, UserQuotaRootResolver roots) {
        this.limits = limits;
        this.roots = roots;
    }

    @Override
    public String name() {
        return "quota limits";
    }

    @Override
    public Mono<Void> remove(Scope scope) {
        if (scope instanceof Scope.OfUser of) {
            QuotaRoot root = roots.forUser(of.user());
            return Mono.from(limits.removeMaxStorageReactive(root))
                    .then(Mono.from(limits.removeMaxMessageReactive(root)));
        }
        if (scope instanceof Scope.OfDomain of) {
            return Mono.from(limits.removeDomainMaxStorageReactive(of.domain()))
                    .then(Mono.from(limits.removeDomainMaxMessageReactive(of.domain())));
        }
        return Mono.empty();
    }

    /** James moves limits in a step of its own. */
    @Override
    public Mono<Void> move(Username from, Username to) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> move(Domain from, Domain to) {
        return Mono.from(limits.getDomainMaxStorageReactive(from))
                .flatMap(size -> Mono.from(limits.setDomainMaxStorageReactive(to, size)))
                .then(Mono.from(limits.getDomainMaxMessageReactive(from)))
                .flatMap(count -> Mono.from(limits.setDomainMaxMessageReactive(to, count)))
                .then(remove(Scope.domain(from)));
    }
}
