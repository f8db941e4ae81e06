package org.waypost.server.quota;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.time.Clock;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.RightManager;
import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.QuotaRootResolver;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.apache.james.mailbox.store.MailboxSessionMapperFactory;
import org.apache.james.mailbox.store.PreDeletionHooks;
import org.apache.james.mailbox.store.StoreMessageIdManager;
import org.apache.james.mailbox.store.quota.QuotaComponents;
import org.apache.james.user.api.UsersRepository;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.policy.quota.DomainUse;
import org.waypost.policy.quota.DomainUseStore;
import org.waypost.policy.quota.MailboxRoom;

/**
 * Gives the two that store messages for all protocols, James' mailbox manager and its manager of message ids, the limits that
 * mind the total of the domain. All others keep seeing the user's own limits. Part of a storage.
 */
public final class MailboxRoomModule extends AbstractModule {

    @Provides
    @Singleton
    DomainUse domains(
            DomainUseStore store,
            CurrentQuotaManager quotas,
            UserQuotaRootResolver roots,
            UsersRepository users,
            Clock clock) {
        return new DomainUse(store, quotas, roots, users, clock);
    }

    @Provides
    @Singleton
    MailboxRoom room(QuotaManager own, UserQuotaRootResolver roots, DomainUse domains, AccountSettings settings) {
        return new MailboxRoom(own, roots, domains, settings);
    }

    @Provides
    @Singleton
    QuotaComponents forMailboxes(MaxQuotaManager limits, MailboxRoom room, QuotaRootResolver roots) {
        return new QuotaComponents(limits, room, roots);
    }

    @Provides
    @Singleton
    StoreMessageIdManager forMessageIds(
            RightManager rights,
            MailboxSessionMapperFactory mappers,
            EventBus events,
            MailboxRoom room,
            QuotaRootResolver roots,
            PreDeletionHooks hooks) {
        return new StoreMessageIdManager(rights, mappers, events, room, roots, hooks);
    }
}
