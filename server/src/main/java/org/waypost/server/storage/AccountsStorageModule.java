package org.waypost.server.storage;

import org.waypost.accounts.changes.ChangeLog;
import org.waypost.accounts.expiry.ExpiryRuns;
import org.waypost.accounts.lease.Leases;
import org.waypost.accounts.routes.RouteStore;
import org.waypost.accounts.secrets.SecretStore;
import org.waypost.accounts.settings.SettingsStore;
import org.waypost.accounts.users.FormerNames;
import org.waypost.accounts.welcome.WelcomeBook;
import org.waypost.cassandra.accounts.CassandraChangeLog;
import org.waypost.cassandra.accounts.CassandraExpiryRuns;
import org.waypost.cassandra.accounts.CassandraLeases;
import org.waypost.cassandra.accounts.CassandraRouteStore;
import org.waypost.cassandra.accounts.CassandraSecretStore;
import org.waypost.cassandra.accounts.CassandraSettingsStore;
import org.waypost.cassandra.users.CassandraFormerNames;
import org.waypost.cassandra.welcome.CassandraWelcomeBook;

/** What accounts keep, in Cassandra. */
public final class AccountsStorageModule extends StorageModule {
    @Override
    protected void configure() {
        store(SettingsStore.class, CassandraSettingsStore.class);
        store(ChangeLog.class, CassandraChangeLog.class);
        store(WelcomeBook.class, CassandraWelcomeBook.class);
        store(FormerNames.class, CassandraFormerNames.class);
        store(Leases.class, CassandraLeases.class);
        store(ExpiryRuns.class, CassandraExpiryRuns.class);
        store(RouteStore.class, CassandraRouteStore.class);
        store(SecretStore.class, CassandraSecretStore.class);
    }
}
