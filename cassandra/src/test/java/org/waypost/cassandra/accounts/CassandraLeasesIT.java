package org.waypost.cassandra.accounts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.accounts.lease.Leases;
import org.waypost.accounts.lease.LeasesContract;
import org.waypost.cassandra.CassandraKeyspaceExtension;

class CassandraLeasesIT implements LeasesContract {
    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA = new CassandraKeyspaceExtension();

    private CassandraLeases leases;

    @BeforeEach
    void setUp() {
        leases = new CassandraLeases(CASSANDRA.session());
    }

    @Override
    public Leases leases() {
        return leases;
    }
}
