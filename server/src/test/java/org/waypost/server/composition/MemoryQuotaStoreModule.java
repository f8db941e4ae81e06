package org.waypost.server.composition;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import org.apache.james.mailbox.inmemory.quota.InMemoryCurrentQuotaManager;
import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.waypost.policy.quota.CountedQuotaManager;
import org.waypost.policy.quota.DomainUseStore;
import org.waypost.policy.quota.MemoryDomainUseStore;
import org.waypost.policy.quota.MemoryWarnedStages;
import org.waypost.policy.quota.WarnedStages;
import org.waypost.server.quota.MailboxRoomModule;

/** Overrides of James' memory mailbox: quotas as Waypost counts them, in memory. */
final class MemoryQuotaStoreModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(DomainUseStore.class).toInstance(new MemoryDomainUseStore());
        bind(WarnedStages.class).toInstance(new MemoryWarnedStages());
        install(new MailboxRoomModule());
    }

    @Provides
    @Singleton
    CurrentQuotaManager counted(InMemoryCurrentQuotaManager users, DomainUseStore domains) {
        return new CountedQuotaManager(users, domains);
    }
}
