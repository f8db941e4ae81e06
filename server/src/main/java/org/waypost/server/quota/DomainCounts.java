package org.waypost.server.quota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.lifecycle.api.Startable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.policy.quota.DomainTotal;
import org.waypost.policy.quota.DomainUse;

/**
 * Sets the counters of domains with a total right: soon after the start for a domain that was never counted, and then each
 * once a day, by one of the servers.
 */
final class DomainCounts implements Startable {
    private static final Duration DAILY = Duration.ofDays(1);
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final Logger LOGGER = LoggerFactory.getLogger(DomainCounts.class);

    private final DomainList domains;
    private final AccountSettings settings;
    private final DomainUse use;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "domain-counts");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    DomainCounts(DomainList domains, AccountSettings settings, DomainUse use) {
        this.domains = domains;
        this.settings = settings;
        this.use = use;
    }

    void start() {
        var unused =
                timer.scheduleWithFixedDelay(this::count, FIRST.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void count() {
        try {
            List<Domain> limited = new ArrayList<>();
            for (Domain domain : domains.getDomains()) {
                if (settings.of(domain, DomainTotal.SECTION).block(PATIENCE).isLimited()) {
                    limited.add(domain);
                }
            }
            use.recount(limited, DAILY).block(PATIENCE);
        } catch (DomainListException | RuntimeException e) {
            LOGGER.warn("The use of domains can't be counted, the next try is in an hour", e);
        }
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }
}
