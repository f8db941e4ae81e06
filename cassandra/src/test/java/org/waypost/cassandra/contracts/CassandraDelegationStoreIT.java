package org.waypost.cassandra.contracts;

import org.apache.james.core.Username;
import org.apache.james.user.api.DelegationStore;
import org.apache.james.user.api.DelegationStoreContract;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.james.user.cassandra.CassandraDelegationStore;
import org.apache.james.user.cassandra.CassandraUsersDAO;
import org.apache.james.user.cassandra.CassandraUsersRepositoryModule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;

/** James' contract of who may act for whom. */
class CassandraDelegationStoreIT implements DelegationStoreContract {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA =
            new CassandraKeyspaceExtension(CassandraUsersRepositoryModule.MODULE);

    private CassandraUsersDAO users;
    private DelegationStore delegations;

    @BeforeEach
    void setUp() {
        users = new CassandraUsersDAO(CASSANDRA.session());
        delegations = new CassandraDelegationStore(users);
    }

    @Override
    public DelegationStore testee() {
        return delegations;
    }

    @Override
    public void addUser(Username username) {
        try {
            users.addUser(username, "password");
        } catch (UsersRepositoryException e) {
            throw new IllegalStateException(e);
        }
    }
}
