package org.waypost.cassandra.quota;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;
import org.waypost.policy.quota.DomainUseStore;
import org.waypost.policy.quota.DomainUseStoreContract;

class CassandraDomainUseStoreIT implements DomainUseStoreContract {
    @RegisterExtension
    static final CassandraKeyspaceExtension KEYSPACE = new CassandraKeyspaceExtension();

    @Override
    public DomainUseStore store() {
        return new CassandraDomainUseStore(KEYSPACE.session());
    }
}
