package org.waypost.server.storage;

import com.google.inject.Provides;
import com.google.inject.Singleton;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.jmap.api.access.AccessTokenRepository;
import org.apache.james.jmap.api.filtering.FilteringManagement;
import org.apache.james.jmap.api.filtering.impl.EventSourcingFilteringManagement;
import org.apache.james.jmap.api.filtering.impl.FilterUsernameChangeTaskStep;
import org.apache.james.jmap.api.identity.CustomIdentityDAO;
import org.apache.james.jmap.api.projections.EmailQueryView;
import org.apache.james.jmap.api.projections.MessageFastViewProjection;
import org.apache.james.jmap.api.projections.MessageFastViewProjectionHealthCheck;
import org.apache.james.jmap.api.pushsubscription.PushSubscriptionRepository;
import org.apache.james.jmap.api.upload.UploadRepository;
import org.apache.james.jmap.cassandra.access.CassandraAccessModule;
import org.apache.james.jmap.cassandra.access.CassandraAccessTokenDAO;
import org.apache.james.jmap.cassandra.access.CassandraAccessTokenRepository;
import org.apache.james.jmap.cassandra.filtering.CassandraFilteringProjection;
import org.apache.james.jmap.cassandra.filtering.CassandraFilteringProjectionModule;
import org.apache.james.jmap.cassandra.filtering.FilteringRuleSetDefineDTOModules;
import org.apache.james.jmap.cassandra.identity.CassandraCustomIdentityDAO;
import org.apache.james.jmap.cassandra.identity.CassandraCustomIdentityModule;
import org.apache.james.jmap.cassandra.projections.CassandraEmailQueryView;
import org.apache.james.jmap.cassandra.projections.CassandraEmailQueryViewModule;
import org.apache.james.jmap.cassandra.projections.CassandraMessageFastViewProjection;
import org.apache.james.jmap.cassandra.projections.CassandraMessageFastViewProjectionModule;
import org.apache.james.jmap.cassandra.pushsubscription.CassandraPushSubscriptionDAO;
import org.apache.james.jmap.cassandra.pushsubscription.CassandraPushSubscriptionModule;
import org.apache.james.jmap.cassandra.pushsubscription.CassandraPushSubscriptionRepository;
import org.apache.james.jmap.cassandra.upload.CassandraUploadRepository;
import org.apache.james.jmap.cassandra.upload.UploadConfiguration;
import org.apache.james.jmap.cassandra.upload.UploadDAO;
import org.apache.james.jmap.cassandra.upload.UploadModule;
import org.apache.james.modules.server.JmapUploadCleanupModule;
import org.apache.james.user.api.UsernameChangeTaskStep;

/** What JMAP remembers beside the mailbox: uploads, identities, filters, push subscriptions and previews. */
public final class JmapStorageModule extends StorageModule {
    @Override
    protected void configure() {
        install(new JmapUploadCleanupModule());
        store(AccessTokenRepository.class, CassandraAccessTokenRepository.class);
        singletons(CassandraAccessTokenDAO.class, UploadDAO.class, CassandraPushSubscriptionDAO.class);
        store(UploadRepository.class, CassandraUploadRepository.class);
        store(CustomIdentityDAO.class, CassandraCustomIdentityDAO.class);
        store(PushSubscriptionRepository.class, CassandraPushSubscriptionRepository.class);
        store(MessageFastViewProjection.class, CassandraMessageFastViewProjection.class);
        store(EmailQueryView.class, CassandraEmailQueryView.class);
        store(FilteringManagement.class, EventSourcingFilteringManagement.class);
        store(EventSourcingFilteringManagement.ReadProjection.class, CassandraFilteringProjection.class);
        singletons(MessageFastViewProjectionHealthCheck.class);
        set(HealthCheck.class).addBinding().to(MessageFastViewProjectionHealthCheck.class);
        set(UsernameChangeTaskStep.class).addBinding().to(FilterUsernameChangeTaskStep.class);
        tables(
                CassandraAccessModule.MODULE,
                UploadModule.MODULE,
                CassandraCustomIdentityModule.MODULE(),
                CassandraPushSubscriptionModule.MODULE,
                CassandraMessageFastViewProjectionModule.MODULE,
                CassandraEmailQueryViewModule.MODULE,
                CassandraFilteringProjectionModule.MODULE);
        events(
                FilteringRuleSetDefineDTOModules.FILTERING_RULE_SET_DEFINED,
                FilteringRuleSetDefineDTOModules.FILTERING_INCREMENT);
    }

    @Provides
    @Singleton
    UploadConfiguration uploads() {
        return UploadConfiguration.SINGLETON;
    }
}
