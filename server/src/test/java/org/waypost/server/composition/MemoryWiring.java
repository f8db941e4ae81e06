package org.waypost.server.composition;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import org.apache.james.jmap.memory.pushsubscription.MemoryPushSubscriptionModule;
import org.apache.james.mailbox.indexer.MessageIdReIndexer;
import org.apache.james.mailbox.indexer.ReIndexer;
import org.apache.james.modules.BlobMemoryModule;
import org.apache.james.modules.data.MemoryDataJmapModule;
import org.apache.james.modules.data.MemoryDataModule;
import org.apache.james.modules.data.MemoryDelegationStoreModule;
import org.apache.james.modules.data.MemoryUsersRepositoryModule;
import org.apache.james.modules.eventstore.MemoryEventStoreModule;
import org.apache.james.modules.mailbox.MemoryMailboxModule;
import org.apache.james.modules.queue.memory.MemoryMailQueueModule;
import org.apache.james.modules.vault.DeletedMessageVaultModule;
import org.apache.james.vacation.api.VacationRepository;
import org.apache.james.vacation.api.VacationService;
import org.waypost.policy.autoreply.SettingsVacations;
import org.waypost.server.storage.NothingToIndex;

/** A whole server in one JVM, for tests: the same list of modules over James' memory stores. */
public final class MemoryWiring {
    private MemoryWiring() {}

    public static Module modules(ServerPaths paths) {
        return ServerModules.over(
                paths,
                new MemoryDelegationStoreModule(),
                new BlobMemoryModule(),
                new DeletedMessageVaultModule(),
                Modules.override(new MemoryDataModule()).with(binder -> {
                    binder.bind(VacationService.class).to(SettingsVacations.class);
                    binder.bind(VacationRepository.class).to(SettingsVacations.class);
                }),
                new MemoryEventStoreModule(),
                Modules.override(new MemoryMailboxModule()).with(new MemoryQuotaStoreModule()),
                new MemoryMailQueueModule(),
                new MemoryDataJmapModule(),
                new MemoryPushSubscriptionModule(),
                new MemoryUsersRepositoryModule(),
                new MemoryAccountsModule(),
                new MemoryChallengeModule(),
                binder -> binder.bind(ReIndexer.class).to(NothingToIndex.class),
                binder -> binder.bind(MessageIdReIndexer.class).to(NothingToIndex.class));
    }
}
