package org.waypost.cassandra.contracts;

import com.datastax.oss.driver.api.core.CqlSession;
import com.google.inject.Guice;
import org.apache.james.UserEntityValidator;
import org.apache.james.backends.cassandra.components.CassandraModule;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.mock.SimpleDomainList;
import org.apache.james.rrt.cassandra.CassandraRRTModule;
import org.apache.james.rrt.cassandra.CassandraRecipientRewriteTable;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.cassandra.CassandraUsersDAO;
import org.apache.james.user.cassandra.CassandraUsersRepositoryModule;
import org.apache.james.user.lib.UsersRepositoryImpl;

/** Makes James' rewrite table, whose constructor is for injection only. */
final class RewriteTables {

    static final CassandraModule TABLES =
            CassandraModule.aggregateModules(CassandraRRTModule.MODULE, CassandraUsersRepositoryModule.MODULE);

    private RewriteTables() {}

    static CassandraRecipientRewriteTable on(CqlSession session) {
        SimpleDomainList domains = new SimpleDomainList();
        return Guice.createInjector(binder -> {
                    binder.bind(CqlSession.class).toInstance(session);
                    binder.bind(DomainList.class).toInstance(domains);
                    binder.bind(UsersRepository.class)
                            .toInstance(new UsersRepositoryImpl<>(domains, new CassandraUsersDAO(session)));
                    binder.bind(UserEntityValidator.class).toInstance(UserEntityValidator.NOOP);
                })
                .getInstance(CassandraRecipientRewriteTable.class);
    }
}
