package org.waypost.policy.quota;

import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaCountUsage;
import org.apache.james.core.quota.QuotaLimitValue;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.core.quota.QuotaSizeUsage;
import org.apache.james.mailbox.model.Quota;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.settings.AccountSettings;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The limits that are asked for before a message is stored, by whichever protocol: those of the user, or what the total of
 * the domain leaves when that is less. What users are shown of their quota stays their own limit.
 *
 * <p>Delivery says by the reactor context that it delivers ({@link #delivery}), and then has the grace of the user's
 * settings above the user's limits. A total of the domain that can't be read does not stop mail; limits of users that can't be
 * read fail the caller, as the store of its message would.
 */
public final class MailboxRoom implements QuotaManager {
    /** What notices of the server about quotas are for; no limit holds for them. */
    public static final String NOTICE = "quota-warning";

    private static final String KEY = MailboxRoom.class.getName();
    private static final long UNLIMITED = -1;
    private static final Logger LOGGER = LoggerFactory.getLogger(MailboxRoom.class);

    private enum Way {
        USER,
        DELIVERY,
        NOTICE
    }

    private record Left(long messages, long bytes) {
        private static final Left ALL = new Left(UNLIMITED, UNLIMITED);
    }

    private final QuotaManager own;
    private final UserQuotaRootResolver roots;
    private final DomainUse domains;
    private final AccountSettings settings;

    /**
     * @param own the limits and use of users alone
     */
    public MailboxRoom(QuotaManager own, UserQuotaRootResolver roots, DomainUse domains, AccountSettings settings) {
        this.own = own;
        this.roots = roots;
        this.domains = domains;
        this.settings = settings;
    }

    /** For {@code contextWrite}: what is stored is mail that was accepted. */
    public static Context delivery(Context context) {
        return context.put(KEY, Way.DELIVERY);
    }

    /** For {@code contextWrite}: what is stored is a word of the server about the quota itself, so no limit holds. */
    public static Context notice(Context context) {
        return context.put(KEY, Way.NOTICE);
    }

    private static Way way(ContextView context) {
        return context.getOrDefault(KEY, Way.USER);
    }

    /**
     * Why a mail for a user would not be stored; empty when it would.
     *
     * @param bytes its size; 0 when it isn't known
     */
    public Mono<String> refusal(Username user, long bytes) {
        QuotaRoot root = roots.forUser(user);
        return withGrace(root).zipWith(left(root)).flatMap(both -> {
            Quotas mine = both.getT1();
            Left domain = both.getT2();
            long size = Math.max(1, bytes);
            if (mine.getStorageQuota().isOverQuotaWithAdditionalValue(size)) {
                return Mono.just("size " + mine.getStorageQuota());
            }
            if (mine.getMessageQuota().isOverQuotaWithAdditionalValue(1)) {
                return Mono.just("messages " + mine.getMessageQuota());
            }
            boolean fits = (domain.bytes < 0 || size <= domain.bytes) && domain.messages != 0;
            return fits ? Mono.empty() : Mono.just("total of the domain, left " + domain.bytes + " bytes");
        });
    }

    /** The largest share of a limit that a user has used, 1 for all of it; 0 for a user without limits. */
    public Mono<Double> share(Username user) {
        return Mono.from(own.getQuotasReactive(roots.forUser(user)))
                .map(quotas -> Math.max(ratio(quotas.getMessageQuota()), ratio(quotas.getStorageQuota())));
    }

    private static double ratio(Quota<?, ?> quota) {
        long limit = number(quota.getLimit());
        if (limit < 0) {
            return 0;
        }
        return limit == 0 ? 1 : (double) quota.getUsed().asLong() / limit;
    }

    /** A limit as a number, -1 for none; James' own form throws for none. */
    public static long number(QuotaLimitValue<?> limit) {
        return limit.isUnlimited() ? UNLIMITED : limit.asLong();
    }

    @Override
    public Mono<Quotas> getQuotasReactive(QuotaRoot root) {
        return Mono.deferContextual(context -> switch (way(context)) {
            case NOTICE -> Mono.from(own.getQuotasReactive(root)).map(quotas -> within(quotas, 0, Left.ALL, true));
            case DELIVERY ->
                withGrace(root).zipWith(left(root)).map(both -> within(both.getT1(), 0, both.getT2(), false));
            case USER ->
                Mono.from(own.getQuotasReactive(root))
                        .zipWith(left(root))
                        .map(both -> within(both.getT1(), 0, both.getT2(), false));
        });
    }

    private Mono<Quotas> withGrace(QuotaRoot root) {
        return Mono.from(own.getQuotasReactive(root))
                .zipWith(settings.of(roots.associatedUsername(root), QuotaRefusal.SECTION))
                .map(both -> within(both.getT1(), both.getT2().grace(), Left.ALL, false));
    }

    /** What the total of the domain leaves. */
    private Mono<Left> left(QuotaRoot root) {
        if (root.getDomain().isEmpty()) {
            return Mono.just(Left.ALL);
        }
        Domain domain = root.getDomain().get();
        return settings.of(domain, DomainTotal.SECTION)
                .flatMap(total -> !total.isLimited()
                        ? Mono.just(Left.ALL)
                        : domains.of(domain)
                                .map(use ->
                                        new Left(left(total.count(), use.messages()), left(total.size(), use.bytes()))))
                .onErrorResume(e -> {
                    LOGGER.warn("The total of domain {} can't be read and holds nobody up", domain.asString(), e);
                    return Mono.just(Left.ALL);
                });
    }

    private static long left(long limit, long used) {
        return limit < 0 ? UNLIMITED : Math.max(0, limit - used);
    }

    private static Quotas within(Quotas quotas, int grace, Left left, boolean unlimited) {
        Quota<QuotaCountLimit, QuotaCountUsage> count = quotas.getMessageQuota();
        Quota<QuotaSizeLimit, QuotaSizeUsage> size = quotas.getStorageQuota();
        long most =
                unlimited ? UNLIMITED : limit(count.getUsed().asLong(), number(count.getLimit()), grace, left.messages);
        long bytes = unlimited ? UNLIMITED : limit(size.getUsed().asLong(), number(size.getLimit()), grace, left.bytes);
        return new Quotas(
                Quota.<QuotaCountLimit, QuotaCountUsage>builder()
                        .used(count.getUsed())
                        .computedLimit(most < 0 ? QuotaCountLimit.unlimited() : QuotaCountLimit.count(most))
                        .limitsByScope(count.getLimitByScope())
                        .build(),
                Quota.<QuotaSizeLimit, QuotaSizeUsage>builder()
                        .used(size.getUsed())
                        .computedLimit(bytes < 0 ? QuotaSizeLimit.unlimited() : QuotaSizeLimit.size(bytes))
                        .limitsByScope(size.getLimitByScope())
                        .build());
    }

    /** -1 for none. */
    private static long limit(long used, long limit, int grace, long left) {
        long mine = limit < 0 ? UNLIMITED : limit + (long) (limit / 100.0 * grace);
        if (left < 0) {
            return mine;
        }
        return mine < 0 ? used + left : Math.min(mine, used + left);
    }

    @Override
    public Quotas getQuotas(QuotaRoot root) {
        return getQuotasReactive(root).block();
    }

    @Override
    public Quota<QuotaCountLimit, QuotaCountUsage> getMessageQuota(QuotaRoot root) {
        return getQuotas(root).getMessageQuota();
    }

    @Override
    public Quota<QuotaSizeLimit, QuotaSizeUsage> getStorageQuota(QuotaRoot root) {
        return getQuotas(root).getStorageQuota();
    }
}
