package org.waypost.cassandra.healing;

import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaCountUsage;
import org.apache.james.core.quota.QuotaSizeUsage;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.model.CurrentQuotas;
import org.apache.james.mailbox.model.QuotaOperation;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.apache.james.mailbox.store.quota.CurrentQuotaCalculator;
import reactor.core.publisher.Mono;

/** Messages and bytes that count against a user's quota, which James adds to by an event after it answered the client. */
final class QuotaRepair implements CounterRepair<Username> {

    private final CurrentQuotaManager quotas;
    private final CurrentQuotaCalculator calculator;
    private final UserQuotaRootResolver roots;
    private final SessionProvider sessions;

    QuotaRepair(
            CurrentQuotaManager quotas,
            CurrentQuotaCalculator calculator,
            UserQuotaRootResolver roots,
            SessionProvider sessions) {
        this.quotas = quotas;
        this.calculator = calculator;
        this.roots = roots;
        this.sessions = sessions;
    }

    @Override
    public Mono<Drift> compare(Username user) {
        return Mono.defer(() -> {
            QuotaRoot root = roots.forUser(user);
            MailboxSession session = sessions.createSystemSession(user);
            return stored(root).flatMap(before -> calculator
                    .recalculateCurrentQuotas(root, session)
                    .map(QuotaRepair::tally)
                    .flatMap(counted -> stored(root).map(after -> new Drift(before, counted, after))));
        });
    }

    @Override
    public Mono<Void> add(Username user, Tally missing) {
        QuotaRoot root = roots.forUser(user);
        return Mono.from(quotas.increase(operation(root, missing.first(), missing.second())))
                .then(Mono.from(quotas.decrease(operation(root, -missing.first(), -missing.second()))));
    }

    /** James takes no negative numbers here. */
    private static QuotaOperation operation(QuotaRoot root, long messages, long bytes) {
        return new QuotaOperation(
                root, QuotaCountUsage.count(Math.max(0, messages)), QuotaSizeUsage.size(Math.max(0, bytes)));
    }

    private Mono<Tally> stored(QuotaRoot root) {
        return Mono.from(quotas.getCurrentQuotas(root)).map(QuotaRepair::tally);
    }

    private static Tally tally(CurrentQuotas quotas) {
        return new Tally(quotas.count().asLong(), quotas.size().asLong());
    }
}
