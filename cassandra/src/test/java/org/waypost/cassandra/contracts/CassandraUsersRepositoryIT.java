package org.waypost.cassandra.contracts;

import java.util.Optional;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.cassandra.CassandraUsersDAO;
import org.apache.james.user.cassandra.CassandraUsersRepositoryModule;
import org.apache.james.user.lib.UsersRepositoryContract;
import org.apache.james.user.lib.UsersRepositoryImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;

/** James' contracts of the users, with addresses and with plain names. */
class CassandraUsersRepositoryIT {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA =
            new CassandraKeyspaceExtension(CassandraUsersRepositoryModule.MODULE);

    private static UsersRepositoryImpl<CassandraUsersDAO> users(
            UsersRepositoryContract.TestSystem system, boolean virtualHosting, Optional<Username> administrator)
            throws Exception {
        BaseHierarchicalConfiguration configuration = new BaseHierarchicalConfiguration();
        configuration.addProperty("enableVirtualHosting", String.valueOf(virtualHosting));
        administrator.ifPresent(user -> configuration.addProperty("administratorId", user.asString()));
        UsersRepositoryImpl<CassandraUsersDAO> users =
                new UsersRepositoryImpl<>(system.getDomainList(), new CassandraUsersDAO(CASSANDRA.session()));
        users.configure(configuration);
        return users;
    }

    @Nested
    class WithAddresses implements UsersRepositoryContract.WithVirtualHostingContract {

        @RegisterExtension
        final UserRepositoryExtension extension = UserRepositoryExtension.withVirtualHost();

        private TestSystem system;
        private UsersRepositoryImpl<CassandraUsersDAO> users;

        @BeforeEach
        void setUp(TestSystem given) throws Exception {
            system = given;
            users = users(given, true, Optional.empty());
        }

        @Override
        public UsersRepository testee() {
            return users;
        }

        @Override
        public UsersRepository testee(Optional<Username> administrator) throws Exception {
            return users(system, true, administrator);
        }
    }

    @Nested
    class WithPlainNames implements UsersRepositoryContract.WithOutVirtualHostingContract {

        @RegisterExtension
        final UserRepositoryExtension extension = UserRepositoryExtension.withoutVirtualHosting();

        private TestSystem system;
        private UsersRepositoryImpl<CassandraUsersDAO> users;

        @BeforeEach
        void setUp(TestSystem given) throws Exception {
            system = given;
            users = users(given, false, Optional.empty());
        }

        @Override
        public UsersRepository testee() {
            return users;
        }

        @Override
        public UsersRepository testee(Optional<Username> administrator) throws Exception {
            return users(system, false, administrator);
        }
    }
}
