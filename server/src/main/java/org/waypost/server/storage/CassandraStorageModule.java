package org.waypost.server.storage;

import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.events.EventDeadLetters;
import org.apache.james.events.EventDeadLettersHealthCheck;
import org.apache.james.modules.mailbox.DefaultEventModule;
import org.waypost.cassandra.deadletters.CassandraEventDeadLetters;

/** All of James' storage in Cassandra. */
public final class CassandraStorageModule extends StorageModule {
    @Override
    protected void configure() {
        install(new EventStoreModule());
        install(new DataStorageModule());
        install(new MailboxStorageModule());
        install(new QuotaStorageModule());
        install(new BlobStorageModule());
        install(new AccountsStorageModule());
        install(new ChallengeStorageModule());
        install(new JmapStorageModule());
        install(new MailRepositoryStorageModule());
        install(new VaultStorageModule());
        install(new ScanningSearchModule());
        // Events reach the listeners of this process; a cluster replaces the bus.
        install(new DefaultEventModule());
        store(EventDeadLetters.class, CassandraEventDeadLetters.class);
        set(HealthCheck.class).addBinding().to(EventDeadLettersHealthCheck.class);
    }
}
