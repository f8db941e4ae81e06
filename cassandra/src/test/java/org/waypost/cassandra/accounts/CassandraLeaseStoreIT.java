package org.waypost.cassandra.accounts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.accounts.leases.LeaseStore;
import org.waypost.accounts.leases.LeaseStoreContract;
import org.waypost.cassandra.CassandraKeyspaceExtension;

class CassandraLeaseStoreIT implements LeaseStoreContract {
    @RegisterExtension
    static final CassandraKeyspaceExtension KEYSPACE = new CassandraKeyspaceExtension();

    private LeaseStore leases;

    @BeforeEach
    void open() {
        leases = new CassandraLeaseStore(KEYSPACE.session());
    }

    @Override
    public LeaseStore leases() {
        return leases;
    }
}
