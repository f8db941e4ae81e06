package org.waypost.server.storage;

import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.name.Names;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.adapter.mailbox.ACLUsernameChangeTaskStep;
import org.apache.james.adapter.mailbox.MailboxUsernameChangeTaskStep;
import org.apache.james.adapter.mailbox.QuotaUsernameChangeTaskStep;
import org.apache.james.adapter.mailbox.UserRepositoryAuthenticator;
import org.apache.james.backends.cassandra.init.configuration.CassandraConfiguration;
import org.apache.james.backends.cassandra.versions.CassandraSchemaVersionManager;
import org.apache.james.blob.api.BlobReferenceSource;
import org.apache.james.events.EventListener;
import org.apache.james.eventsourcing.eventstore.cassandra.CassandraEventStore;
import org.apache.james.eventsourcing.eventstore.cassandra.EventStoreDao;
import org.apache.james.eventsourcing.eventstore.cassandra.JsonEventSerializer;
import org.apache.james.jmap.api.change.EmailChangeRepository;
import org.apache.james.jmap.api.change.Limit;
import org.apache.james.jmap.api.change.MailboxChangeRepository;
import org.apache.james.jmap.api.change.State;
import org.apache.james.jmap.cassandra.change.CassandraEmailChangeModule;
import org.apache.james.jmap.cassandra.change.CassandraEmailChangeRepository;
import org.apache.james.jmap.cassandra.change.CassandraMailboxChangeModule;
import org.apache.james.jmap.cassandra.change.CassandraMailboxChangeRepository;
import org.apache.james.jmap.cassandra.change.CassandraStateFactory;
import org.apache.james.jmap.cassandra.change.EmailChangeRepositoryDAO;
import org.apache.james.jmap.cassandra.change.MailboxChangeRepositoryDAO;
import org.apache.james.mailbox.AttachmentContentLoader;
import org.apache.james.mailbox.AttachmentManager;
import org.apache.james.mailbox.Authenticator;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxPathLocker;
import org.apache.james.mailbox.MessageIdManager;
import org.apache.james.mailbox.RightManager;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.mailbox.cassandra.CassandraMailboxManager;
import org.apache.james.mailbox.cassandra.CassandraMailboxSessionMapperFactory;
import org.apache.james.mailbox.cassandra.CassandraThreadIdGuessingAlgorithm;
import org.apache.james.mailbox.cassandra.DeleteMessageListener;
import org.apache.james.mailbox.cassandra.ids.CassandraId;
import org.apache.james.mailbox.cassandra.ids.CassandraMessageId;
import org.apache.james.mailbox.cassandra.mail.ACLMapper;
import org.apache.james.mailbox.cassandra.mail.AttachmentBlobReferenceSource;
import org.apache.james.mailbox.cassandra.mail.CassandraACLDAOV1;
import org.apache.james.mailbox.cassandra.mail.CassandraACLDAOV2;
import org.apache.james.mailbox.cassandra.mail.CassandraACLMapper;
import org.apache.james.mailbox.cassandra.mail.CassandraApplicableFlagDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraAttachmentDAOV2;
import org.apache.james.mailbox.cassandra.mail.CassandraAttachmentMessageIdDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraDeletedMessageDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraFirstUnseenDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxCounterDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxMapper;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxPathV3DAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxRecentsDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMessageDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMessageDAOV3;
import org.apache.james.mailbox.cassandra.mail.CassandraMessageIdDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMessageIdToImapUidDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraModSeqProvider;
import org.apache.james.mailbox.cassandra.mail.CassandraThreadDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraThreadLookupDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraUidProvider;
import org.apache.james.mailbox.cassandra.mail.CassandraUserMailboxRightsDAO;
import org.apache.james.mailbox.cassandra.mail.MessageBlobReferenceSource;
import org.apache.james.mailbox.cassandra.mail.eventsourcing.acl.ACLModule;
import org.apache.james.mailbox.cassandra.modules.CassandraAclModule;
import org.apache.james.mailbox.cassandra.modules.CassandraAnnotationModule;
import org.apache.james.mailbox.cassandra.modules.CassandraApplicableFlagsModule;
import org.apache.james.mailbox.cassandra.modules.CassandraAttachmentModule;
import org.apache.james.mailbox.cassandra.modules.CassandraDeletedMessageModule;
import org.apache.james.mailbox.cassandra.modules.CassandraFirstUnseenModule;
import org.apache.james.mailbox.cassandra.modules.CassandraMailboxCounterModule;
import org.apache.james.mailbox.cassandra.modules.CassandraMailboxModule;
import org.apache.james.mailbox.cassandra.modules.CassandraMailboxRecentsModule;
import org.apache.james.mailbox.cassandra.modules.CassandraMessageModule;
import org.apache.james.mailbox.cassandra.modules.CassandraModSeqModule;
import org.apache.james.mailbox.cassandra.modules.CassandraSubscriptionModule;
import org.apache.james.mailbox.cassandra.modules.CassandraThreadModule;
import org.apache.james.mailbox.cassandra.modules.CassandraUidModule;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.store.MailboxManagerConfiguration;
import org.apache.james.mailbox.store.MailboxSessionMapperFactory;
import org.apache.james.mailbox.store.NoMailboxPathLocker;
import org.apache.james.mailbox.store.SessionProviderImpl;
import org.apache.james.mailbox.store.StoreAttachmentManager;
import org.apache.james.mailbox.store.StoreMailboxManager;
import org.apache.james.mailbox.store.StoreMessageIdManager;
import org.apache.james.mailbox.store.StoreRightManager;
import org.apache.james.mailbox.store.StoreSubscriptionManager;
import org.apache.james.mailbox.store.event.MailboxAnnotationListener;
import org.apache.james.mailbox.store.mail.AttachmentMapperFactory;
import org.apache.james.mailbox.store.mail.MailboxMapperFactory;
import org.apache.james.mailbox.store.mail.MessageMapperFactory;
import org.apache.james.mailbox.store.mail.ModSeqProvider;
import org.apache.james.mailbox.store.mail.ThreadIdGuessingAlgorithm;
import org.apache.james.mailbox.store.mail.UidProvider;
import org.apache.james.mailbox.store.user.SubscriptionMapperFactory;
import org.apache.james.user.api.UsernameChangeTaskStep;
import org.apache.james.utils.MailboxManagerDefinition;
import org.waypost.cassandra.healing.TouchNotingMapperFactory;

/** Mailboxes and messages in Cassandra, and James' managers over them. */
public final class MailboxStorageModule extends StorageModule {
    private static final Limit CHANGES_A_CALL = Limit.of(256);

    @Override
    protected void configure() {
        daos();
        mappers();
        managers();
        changes();
        listeners();
        tables(
                CassandraAclModule.MODULE,
                CassandraAnnotationModule.MODULE,
                CassandraApplicableFlagsModule.MODULE,
                CassandraAttachmentModule.MODULE,
                CassandraDeletedMessageModule.MODULE,
                CassandraFirstUnseenModule.MODULE,
                CassandraMailboxCounterModule.MODULE,
                CassandraMailboxModule.MODULE,
                CassandraMailboxRecentsModule.MODULE,
                CassandraMessageModule.MODULE,
                CassandraModSeqModule.MODULE,
                CassandraSubscriptionModule.MODULE,
                CassandraThreadModule.MODULE,
                CassandraUidModule.MODULE,
                CassandraMailboxChangeModule.MODULE,
                CassandraEmailChangeModule.MODULE);
        events(ACLModule.ACL_UPDATE);
    }

    private void daos() {
        singletons(
                CassandraACLDAOV1.class,
                CassandraACLDAOV2.class,
                CassandraApplicableFlagDAO.class,
                CassandraAttachmentDAOV2.class,
                CassandraAttachmentMessageIdDAO.class,
                CassandraDeletedMessageDAO.class,
                CassandraFirstUnseenDAO.class,
                CassandraMailboxCounterDAO.class,
                CassandraMailboxDAO.class,
                CassandraMailboxPathV3DAO.class,
                CassandraMailboxRecentsDAO.class,
                CassandraMessageDAO.class,
                CassandraMessageDAOV3.class,
                CassandraMessageIdDAO.class,
                CassandraMessageIdToImapUidDAO.class,
                CassandraThreadDAO.class,
                CassandraThreadLookupDAO.class,
                CassandraUserMailboxRightsDAO.class,
                EmailChangeRepositoryDAO.class,
                MailboxChangeRepositoryDAO.class);
    }

    private void mappers() {
        singletons(TouchNotingMapperFactory.class);
        bind(CassandraMailboxSessionMapperFactory.class).to(TouchNotingMapperFactory.class);
        bind(MessageMapperFactory.class).to(CassandraMailboxSessionMapperFactory.class);
        bind(MailboxMapperFactory.class).to(CassandraMailboxSessionMapperFactory.class);
        bind(AttachmentMapperFactory.class).to(CassandraMailboxSessionMapperFactory.class);
        bind(SubscriptionMapperFactory.class).to(CassandraMailboxSessionMapperFactory.class);
        bind(MailboxSessionMapperFactory.class).to(CassandraMailboxSessionMapperFactory.class);
        store(ModSeqProvider.class, CassandraModSeqProvider.class);
        store(UidProvider.class, CassandraUidProvider.class);
        store(ThreadIdGuessingAlgorithm.class, CassandraThreadIdGuessingAlgorithm.class);
        store(MailboxId.Factory.class, CassandraId.Factory.class);
        store(MessageId.Factory.class, CassandraMessageId.Factory.class);
        store(State.Factory.class, CassandraStateFactory.class);
        set(BlobReferenceSource.class).addBinding().to(MessageBlobReferenceSource.class);
        set(BlobReferenceSource.class).addBinding().to(AttachmentBlobReferenceSource.class);
    }

    private void managers() {
        singletons(CassandraMailboxManager.class);
        bind(MailboxManager.class).to(CassandraMailboxManager.class);
        bind(StoreMailboxManager.class).to(CassandraMailboxManager.class);
        bind(MailboxManager.class)
                .annotatedWith(Names.named(org.apache.james.modules.Names.MAILBOXMANAGER_NAME))
                .to(MailboxManager.class);
        bind(MailboxManagerConfiguration.class).toInstance(MailboxManagerConfiguration.DEFAULT);
        store(SubscriptionManager.class, StoreSubscriptionManager.class);
        store(AttachmentManager.class, StoreAttachmentManager.class);
        bind(AttachmentContentLoader.class).to(AttachmentManager.class);
        // Made by MailboxRoomModule.
        bind(MessageIdManager.class).to(StoreMessageIdManager.class);
        store(RightManager.class, StoreRightManager.class);
        store(SessionProvider.class, SessionProviderImpl.class);
        store(MailboxPathLocker.class, NoMailboxPathLocker.class);
        store(Authenticator.class, UserRepositoryAuthenticator.class);
        set(MailboxManagerDefinition.class).addBinding().to(Definition.class);
    }

    private void changes() {
        store(MailboxChangeRepository.class, CassandraMailboxChangeRepository.class);
        store(EmailChangeRepository.class, CassandraEmailChangeRepository.class);
        bind(Limit.class)
                .annotatedWith(Names.named(CassandraEmailChangeRepository.LIMIT_NAME))
                .toInstance(CHANGES_A_CALL);
        bind(Limit.class)
                .annotatedWith(Names.named(CassandraMailboxChangeRepository.LIMIT_NAME))
                .toInstance(CHANGES_A_CALL);
    }

    private void listeners() {
        set(EventListener.GroupEventListener.class).addBinding().to(MailboxAnnotationListener.class);
        set(EventListener.ReactiveGroupEventListener.class).addBinding().to(DeleteMessageListener.class);
        set(DeleteMessageListener.DeletionCallback.class);
        set(UsernameChangeTaskStep.class).addBinding().to(MailboxUsernameChangeTaskStep.class);
        set(UsernameChangeTaskStep.class).addBinding().to(ACLUsernameChangeTaskStep.class);
        set(UsernameChangeTaskStep.class).addBinding().to(QuotaUsernameChangeTaskStep.class);
    }

    /** Tasks that ask for James' mapper get the one that everything else uses. */
    @Provides
    @Singleton
    CassandraMailboxMapper mailboxes(TouchNotingMapperFactory mappers) {
        return mappers.getMailboxMapper(null);
    }

    /** The history of access rights is read often: its events are read by a serializer that knows no others. */
    @Provides
    @Singleton
    ACLMapper accessRights(
            CassandraACLMapper.StoreV1 first,
            CassandraUserMailboxRightsDAO rights,
            CassandraACLDAOV2 dao,
            com.datastax.oss.driver.api.core.CqlSession session,
            CassandraSchemaVersionManager schema,
            CassandraConfiguration configuration) {
        JsonEventSerializer serializer =
                JsonEventSerializer.forModules(Set.of(ACLModule.ACL_UPDATE)).withoutNestedType();
        CassandraEventStore events = new CassandraEventStore(new EventStoreDao(session, serializer));
        return new CassandraACLMapper(
                first, new CassandraACLMapper.StoreV2(rights, dao, events), schema, configuration);
    }

    @Singleton
    private static final class Definition extends MailboxManagerDefinition {
        @Inject
        private Definition(CassandraMailboxManager manager) {
            super("cassandra-mailboxmanager", manager);
        }
    }
}
