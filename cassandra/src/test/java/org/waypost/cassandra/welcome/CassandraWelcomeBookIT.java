package org.waypost.cassandra.welcome;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.accounts.welcome.WelcomeBook;
import org.waypost.accounts.welcome.WelcomeBookContract;
import org.waypost.cassandra.CassandraKeyspaceExtension;

class CassandraWelcomeBookIT implements WelcomeBookContract {
    @RegisterExtension
    static final CassandraKeyspaceExtension KEYSPACE = new CassandraKeyspaceExtension();

    @Override
    public WelcomeBook book() {
        return new CassandraWelcomeBook(KEYSPACE.session());
    }
}
