package org.waypost.server.storage;

import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.CoreDataModule;
import org.apache.james.adapter.mailbox.DelegationStoreAuthorizator;
import org.apache.james.dlp.api.DLPConfigurationStore;
import org.apache.james.dlp.eventsourcing.EventSourcingDLPConfigurationStore;
import org.apache.james.dlp.eventsourcing.cassandra.DLPConfigurationModules;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.cassandra.CassandraDomainList;
import org.apache.james.domainlist.cassandra.CassandraDomainListModule;
import org.apache.james.domainlist.lib.DomainListConfiguration;
import org.apache.james.mailbox.Authorizator;
import org.apache.james.rrt.api.AliasReverseResolver;
import org.apache.james.rrt.api.CanSendFrom;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.cassandra.CassandraMappingsSourcesDAO;
import org.apache.james.rrt.cassandra.CassandraRRTModule;
import org.apache.james.rrt.cassandra.CassandraRecipientRewriteTable;
import org.apache.james.rrt.cassandra.CassandraRecipientRewriteTableDAO;
import org.apache.james.rrt.lib.AliasReverseResolverImpl;
import org.apache.james.rrt.lib.CanSendFromImpl;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.sieve.cassandra.CassandraActiveScriptDAO;
import org.apache.james.sieve.cassandra.CassandraSieveDAO;
import org.apache.james.sieve.cassandra.CassandraSieveQuotaDAO;
import org.apache.james.sieve.cassandra.CassandraSieveRepository;
import org.apache.james.sieve.cassandra.CassandraSieveRepositoryModule;
import org.apache.james.sieverepository.api.SieveQuotaRepository;
import org.apache.james.sieverepository.api.SieveRepository;
import org.apache.james.user.api.DelegationStore;
import org.apache.james.user.api.DelegationUsernameChangeTaskStep;
import org.apache.james.user.api.UsernameChangeTaskStep;
import org.apache.james.user.cassandra.CassandraDelegationStore;
import org.apache.james.user.cassandra.CassandraRepositoryConfiguration;
import org.apache.james.user.cassandra.CassandraUsersDAO;
import org.apache.james.user.cassandra.CassandraUsersRepositoryModule;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;
import org.apache.james.vacation.api.VacationRepository;
import org.apache.james.vacation.api.VacationService;
import org.waypost.accounts.autoreply.AnsweredSenders;
import org.waypost.cassandra.autoreply.CassandraAnsweredSenders;
import org.waypost.policy.autoreply.SettingsVacations;

/** Domains, aliases, delegation, Sieve scripts, automatic answers and data loss prevention, in Cassandra. */
public final class DataStorageModule extends StorageModule {
    @Override
    protected void configure() {
        install(new CoreDataModule());
        domains();
        delegation();
        sieve();
        vacation();
        dataLossPrevention();
    }

    private void domains() {
        store(DomainList.class, CassandraDomainList.class);
        store(RecipientRewriteTable.class, CassandraRecipientRewriteTable.class);
        singletons(CassandraRecipientRewriteTableDAO.class, CassandraMappingsSourcesDAO.class);
        store(AliasReverseResolver.class, AliasReverseResolverImpl.class);
        store(CanSendFrom.class, CanSendFromImpl.class);
        tables(CassandraDomainListModule.MODULE, CassandraRRTModule.MODULE);
    }

    private void delegation() {
        singletons(CassandraUsersDAO.class);
        store(DelegationStore.class, CassandraDelegationStore.class);
        bind(Authorizator.class).to(DelegationStoreAuthorizator.class);
        set(UsernameChangeTaskStep.class).addBinding().to(DelegationUsernameChangeTaskStep.class);
        // The users' table holds the delegations as well, whatever repository the users themselves come from.
        tables(CassandraUsersRepositoryModule.MODULE);
    }

    private void sieve() {
        singletons(CassandraActiveScriptDAO.class, CassandraSieveDAO.class, CassandraSieveQuotaDAO.class);
        store(SieveRepository.class, CassandraSieveRepository.class);
        bind(SieveQuotaRepository.class).to(CassandraSieveRepository.class);
        tables(CassandraSieveRepositoryModule.MODULE);
    }

    private void vacation() {
        store(AnsweredSenders.class, CassandraAnsweredSenders.class);
        store(VacationService.class, SettingsVacations.class);
        bind(VacationRepository.class).to(SettingsVacations.class);
    }

    private void dataLossPrevention() {
        store(DLPConfigurationStore.class, EventSourcingDLPConfigurationStore.class);
        events(DLPConfigurationModules.DLP_CONFIGURATION_STORE, DLPConfigurationModules.DLP_CONFIGURATION_CLEAR);
    }

    @Provides
    @Singleton
    CassandraRepositoryConfiguration passwordHashing(ConfigurationProvider configuration)
            throws ConfigurationException {
        return CassandraRepositoryConfiguration.from(configuration.getConfiguration("usersrepository"));
    }

    @ProvidesIntoSet
    InitializationOperation configureDomains(DomainListConfiguration configuration, CassandraDomainList domains) {
        return InitilizationOperationBuilder.forClass(CassandraDomainList.class)
                .init(() -> domains.configure(configuration));
    }

    @ProvidesIntoSet
    InitializationOperation configureRewriteTable(
            ConfigurationProvider configuration, CassandraRecipientRewriteTable rewriteTable) {
        return InitilizationOperationBuilder.forClass(CassandraRecipientRewriteTable.class)
                .init(() -> rewriteTable.configure(configuration.getConfiguration("recipientrewritetable")));
    }
}
