package org.waypost.cassandra.accounts;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.accounts.settings.SettingsStore;
import org.waypost.accounts.settings.SettingsStoreContract;
import org.waypost.cassandra.CassandraKeyspaceExtension;

class CassandraSettingsStoreIT implements SettingsStoreContract {
    @RegisterExtension
    static final CassandraKeyspaceExtension KEYSPACE = new CassandraKeyspaceExtension();

    @Override
    public SettingsStore store() {
        return new CassandraSettingsStore(KEYSPACE.session());
    }
}
