package org.waypost.server.storage;

import org.waypost.accounts.changes.ChangeLog;
import org.waypost.accounts.leases.LeaseStore;
import org.waypost.accounts.secrets.SecretStore;
import org.waypost.accounts.settings.SettingsStore;
import org.waypost.cassandra.accounts.CassandraChangeLog;
import org.waypost.cassandra.accounts.CassandraLeaseStore;
import org.waypost.cassandra.accounts.CassandraSecretStore;
import org.waypost.cassandra.accounts.CassandraSettingsStore;

/** What accounts keep, in Cassandra. */
public final class AccountsStorageModule extends StorageModule {
    @Override
    protected void configure() {
        store(SettingsStore.class, CassandraSettingsStore.class);
        store(ChangeLog.class, CassandraChangeLog.class);
        store(SecretStore.class, CassandraSecretStore.class);
        store(LeaseStore.class, CassandraLeaseStore.class);
    }
}
