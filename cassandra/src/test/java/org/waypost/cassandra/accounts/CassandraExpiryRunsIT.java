package org.waypost.cassandra.accounts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.accounts.expiry.ExpiryRuns;
import org.waypost.accounts.expiry.ExpiryRunsContract;
import org.waypost.cassandra.CassandraKeyspaceExtension;

class CassandraExpiryRunsIT implements ExpiryRunsContract {
    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA = new CassandraKeyspaceExtension();

    private CassandraExpiryRuns runs;

    @BeforeEach
    void setUp() {
        runs = new CassandraExpiryRuns(CASSANDRA.session());
    }

    @Override
    public ExpiryRuns runs() {
        return runs;
    }
}
