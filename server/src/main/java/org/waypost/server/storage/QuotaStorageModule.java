package org.waypost.server.storage;

import com.google.inject.Provides;
import com.google.inject.Singleton;
import org.apache.james.events.EventListener;
import org.apache.james.mailbox.cassandra.modules.CassandraQuotaModule;
import org.apache.james.mailbox.cassandra.quota.CassandraCurrentQuotaManager;
import org.apache.james.mailbox.cassandra.quota.CassandraGlobalMaxQuotaDao;
import org.apache.james.mailbox.cassandra.quota.CassandraPerDomainMaxQuotaDao;
import org.apache.james.mailbox.cassandra.quota.CassandraPerUserMaxQuotaDao;
import org.apache.james.mailbox.cassandra.quota.CassandraPerUserMaxQuotaManager;
import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.QuotaRootDeserializer;
import org.apache.james.mailbox.quota.QuotaRootResolver;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.apache.james.mailbox.quota.cassandra.dto.QuotaEventDTOModules;
import org.apache.james.mailbox.store.quota.DefaultUserQuotaRootResolver;
import org.apache.james.mailbox.store.quota.ListeningCurrentQuotaUpdater;
import org.apache.james.mailbox.store.quota.QuotaUpdater;
import org.apache.james.mailbox.store.quota.StoreQuotaManager;
import org.waypost.cassandra.quota.CassandraDomainUseStore;
import org.waypost.cassandra.quota.CassandraWarnedStages;
import org.waypost.policy.quota.CountedQuotaManager;
import org.waypost.policy.quota.DomainUseStore;
import org.waypost.policy.quota.WarnedStages;
import org.waypost.server.quota.MailboxRoomModule;

/** Limits and use of mailboxes; use is counted by a listener, so an unclean stop needs healing. */
public final class QuotaStorageModule extends StorageModule {
    @Override
    protected void configure() {
        singletons(
                CassandraGlobalMaxQuotaDao.class,
                CassandraPerDomainMaxQuotaDao.class,
                CassandraPerUserMaxQuotaDao.class,
                DefaultUserQuotaRootResolver.class);
        singletons(CassandraCurrentQuotaManager.class);
        store(DomainUseStore.class, CassandraDomainUseStore.class);
        store(WarnedStages.class, CassandraWarnedStages.class);
        install(new MailboxRoomModule());
        store(MaxQuotaManager.class, CassandraPerUserMaxQuotaManager.class);
        store(QuotaManager.class, StoreQuotaManager.class);
        bind(UserQuotaRootResolver.class).to(DefaultUserQuotaRootResolver.class);
        bind(QuotaRootResolver.class).to(DefaultUserQuotaRootResolver.class);
        bind(QuotaRootDeserializer.class).to(DefaultUserQuotaRootResolver.class);
        store(QuotaUpdater.class, ListeningCurrentQuotaUpdater.class);
        set(EventListener.ReactiveGroupEventListener.class).addBinding().to(ListeningCurrentQuotaUpdater.class);
        tables(CassandraQuotaModule.MODULE);
        // Which warnings a user had from James' own listener, for those whose listeners.xml still names it.
        events(QuotaEventDTOModules.QUOTA_THRESHOLD_CHANGE);
    }

    @Provides
    @Singleton
    CurrentQuotaManager counted(CassandraCurrentQuotaManager users, DomainUseStore domains) {
        return new CountedQuotaManager(users, domains);
    }
}
