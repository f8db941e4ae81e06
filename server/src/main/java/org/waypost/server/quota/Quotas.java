package org.waypost.server.quota;

import java.time.Duration;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.core.Domain;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.policy.quota.DomainTotal;
import org.waypost.policy.quota.DomainUse;
import org.waypost.policy.quota.Use;

/** What JMX shows of quotas. */
final class Quotas implements QuotasMBean {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final DomainUse use;
    private final AccountSettings settings;
    private final Metric refused;
    private final Metric unanswered;
    private final Metric warned;

    /** A counter is one, by whichever part of the server it is asked for. */
    @Inject
    Quotas(DomainUse use, AccountSettings settings, MetricFactory metrics) {
        this.use = use;
        this.settings = settings;
        this.refused = metrics.generate("quotaRecipientsRefused");
        this.unanswered = metrics.generate("quotaChecksUnanswered");
        this.warned = metrics.generate("quotaWarningsSent");
    }

    @Override
    public long getRecipientsRefused() {
        return refused.getCount();
    }

    @Override
    public long getChecksUnanswered() {
        return unanswered.getCount();
    }

    @Override
    public long getWarningsSent() {
        return warned.getCount();
    }

    @Override
    public String domain(String name) {
        Domain domain = Domain.of(name);
        Use used = use.of(domain).block(PATIENCE);
        DomainTotal total = settings.of(domain, DomainTotal.SECTION).block(PATIENCE);
        return "used " + used.bytes() + " bytes, " + used.messages() + " messages; total " + limit(total.size())
                + " bytes, " + limit(total.count()) + " messages";
    }

    private static String limit(long limit) {
        return limit < 0 ? "unlimited" : String.valueOf(limit);
    }

    @Override
    public String recount(String name) {
        use.recount(Set.of(Domain.of(name)), Duration.ZERO).block(PATIENCE);
        return domain(name);
    }
}
