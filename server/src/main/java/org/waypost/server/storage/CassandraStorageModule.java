package org.waypost.server.storage;

import com.google.inject.AbstractModule;
import org.apache.james.modules.mailbox.DefaultEventModule;

/** All of James' storage in Cassandra. */
public final class CassandraStorageModule extends AbstractModule {
    @Override
    protected void configure() {
        install(new EventStoreModule());
        install(new DataStorageModule());
        install(new MailboxStorageModule());
        install(new QuotaStorageModule());
        install(new BlobStorageModule());
        install(new JmapStorageModule());
        install(new MailRepositoryStorageModule());
        install(new VaultStorageModule());
        install(new ScanningSearchModule());
        // Events reach the listeners of this process; a cluster replaces the bus.
        install(new DefaultEventModule());
    }
}
