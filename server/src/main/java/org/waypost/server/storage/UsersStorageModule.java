package org.waypost.server.storage;

import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.ProvidesIntoSet;
import org.apache.james.UserEntityValidator;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.cassandra.CassandraUsersDAO;
import org.apache.james.user.lib.UsersRepositoryImpl;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;

/** Users and their password hashes in Cassandra; a directory takes its place when usersrepository.xml names one. */
public final class UsersStorageModule extends StorageModule {
    @Override
    protected void configure() {
        bind(UsersRepository.class).to(new TypeLiteral<UsersRepositoryImpl<CassandraUsersDAO>>() {});
    }

    @Provides
    @Singleton
    UsersRepositoryImpl<CassandraUsersDAO> users(
            DomainList domains, CassandraUsersDAO dao, UserEntityValidator validator) {
        UsersRepositoryImpl<CassandraUsersDAO> users = new UsersRepositoryImpl<>(domains, dao);
        users.setValidator(validator);
        return users;
    }

    @ProvidesIntoSet
    InitializationOperation configureUsers(
            ConfigurationProvider configuration, UsersRepositoryImpl<CassandraUsersDAO> users) {
        return InitilizationOperationBuilder.forClass(UsersRepositoryImpl.class)
                .init(() -> users.configure(configuration.getConfiguration("usersrepository")));
    }
}
