package org.waypost.cassandra.accounts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.accounts.routes.RouteStore;
import org.waypost.accounts.routes.RouteStoreContract;
import org.waypost.cassandra.CassandraKeyspaceExtension;

/** The contract of the store of routes. */
class CassandraRouteStoreIT implements RouteStoreContract {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA = new CassandraKeyspaceExtension();

    private RouteStore store;

    @BeforeEach
    void setUp() {
        store = new CassandraRouteStore(CASSANDRA.session());
    }

    @Override
    public RouteStore store() {
        return store;
    }
}
