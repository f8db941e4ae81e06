package org.waypost.cassandra.users;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.accounts.users.FormerNames;
import org.waypost.accounts.users.FormerNamesContract;
import org.waypost.cassandra.CassandraKeyspaceExtension;

class CassandraFormerNamesIT implements FormerNamesContract {
    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA = new CassandraKeyspaceExtension();

    private CassandraFormerNames names;

    @BeforeEach
    void setUp() {
        names = new CassandraFormerNames(CASSANDRA.session());
    }

    @Override
    public FormerNames names() {
        return names;
    }
}
