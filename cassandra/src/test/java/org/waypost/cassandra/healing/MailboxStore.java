package org.waypost.cassandra.healing;

import com.datastax.oss.driver.api.core.CqlSession;
import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.name.Names;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.mail.Flags;
import org.apache.james.backends.cassandra.init.CassandraTypesProvider;
import org.apache.james.backends.cassandra.init.configuration.CassandraConfiguration;
import org.apache.james.backends.cassandra.versions.CassandraSchemaVersionManager;
import org.apache.james.blob.api.BlobId;
import org.apache.james.blob.api.BlobStore;
import org.apache.james.blob.api.BlobStoreDAO;
import org.apache.james.blob.api.BucketName;
import org.apache.james.blob.api.HashBlobId;
import org.apache.james.blob.cassandra.CassandraBlobStoreDAO;
import org.apache.james.core.Username;
import org.apache.james.eventsourcing.eventstore.cassandra.CassandraEventStore;
import org.apache.james.eventsourcing.eventstore.cassandra.EventStoreDao;
import org.apache.james.eventsourcing.eventstore.cassandra.JsonEventSerializer;
import org.apache.james.mailbox.Authenticator;
import org.apache.james.mailbox.Authorizator;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.cassandra.ids.CassandraMessageId;
import org.apache.james.mailbox.cassandra.mail.ACLMapper;
import org.apache.james.mailbox.cassandra.mail.CassandraACLDAOV1;
import org.apache.james.mailbox.cassandra.mail.CassandraACLDAOV2;
import org.apache.james.mailbox.cassandra.mail.CassandraACLMapper;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxCounterDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxPathV3DAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMessageIdDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraModSeqProvider;
import org.apache.james.mailbox.cassandra.mail.CassandraUidProvider;
import org.apache.james.mailbox.cassandra.mail.CassandraUserMailboxRightsDAO;
import org.apache.james.mailbox.cassandra.mail.eventsourcing.acl.ACLModule;
import org.apache.james.mailbox.cassandra.quota.CassandraCurrentQuotaManager;
import org.apache.james.mailbox.model.ByteContent;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.ThreadId;
import org.apache.james.mailbox.model.UidValidity;
import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.apache.james.mailbox.quota.QuotaRootResolver;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.apache.james.mailbox.store.BatchSizes;
import org.apache.james.mailbox.store.MailboxSessionMapperFactory;
import org.apache.james.mailbox.store.SessionProviderImpl;
import org.apache.james.mailbox.store.mail.ModSeqProvider;
import org.apache.james.mailbox.store.mail.UidProvider;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.apache.james.mailbox.store.mail.model.impl.PropertyBuilder;
import org.apache.james.mailbox.store.mail.model.impl.SimpleMailboxMessage;
import org.apache.james.mailbox.store.quota.CurrentQuotaCalculator;
import org.apache.james.mailbox.store.quota.DefaultUserQuotaRootResolver;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.server.blob.deduplication.PassThroughBlobStore;

/** James' mailbox store on a test keyspace, without managers and event bus: what is stored is not yet counted in a quota. */
final class MailboxStore {

    static final Username BOB = Username.of("bob@example.test");
    static final int MESSAGE_BYTES = 30;

    private final Injector injector;

    MailboxStore(CqlSession session, Clock clock) {
        this.injector = Guice.createInjector(new Wiring(session, clock));
    }

    <T> T get(Class<T> type) {
        return injector.getInstance(type);
    }

    TouchNotingMapperFactory mappers() {
        return get(TouchNotingMapperFactory.class);
    }

    MailboxSession bob() {
        return get(SessionProvider.class).createSystemSession(BOB);
    }

    Mailbox mailbox(String name) {
        return mappers()
                .getMailboxMapper(bob())
                .create(MailboxPath.forUser(BOB, name), UidValidity.of(42))
                .block();
    }

    MailboxMessage message(Mailbox mailbox, Flags flags) {
        CassandraMessageId id = new CassandraMessageId.Factory().generate();
        return SimpleMailboxMessage.builder()
                .messageId(id)
                .threadId(ThreadId.fromBaseMessageId(id))
                .mailboxId(mailbox.getMailboxId())
                .internalDate(Date.from(Instant.EPOCH))
                .bodyStartOctet(16)
                .size(MESSAGE_BYTES)
                .content(new ByteContent("Subject: tea\r\n\r\nAt five o'clock"
                        .substring(0, MESSAGE_BYTES)
                        .getBytes(StandardCharsets.US_ASCII)))
                .flags(flags)
                .properties(new PropertyBuilder())
                .build();
    }

    void add(Mailbox mailbox, Flags flags) throws Exception {
        mappers().getMessageMapper(bob()).add(mailbox, message(mailbox, flags));
    }

    UncleanStopHealer healer(Duration pause) {
        return new UncleanStopHealer(
                get(TouchedMailboxes.class),
                get(CassandraMailboxDAO.class),
                names(),
                new MailboxCounterRepair(
                        get(CassandraMailboxDAO.class),
                        get(CassandraMessageIdDAO.class),
                        get(CassandraMailboxCounterDAO.class)),
                quotaRepair(),
                get(MetricFactory.class),
                get(Clock.class),
                pause);
    }

    MailboxNameRepair names() {
        return new MailboxNameRepair(
                get(CassandraMailboxDAO.class), get(CassandraMailboxPathV3DAO.class), get(CassandraMessageIdDAO.class));
    }

    QuotaRepair quotaRepair() {
        return new QuotaRepair(
                get(CurrentQuotaManager.class),
                get(CurrentQuotaCalculator.class),
                get(UserQuotaRootResolver.class),
                get(SessionProvider.class));
    }

    private static final class Wiring extends AbstractModule {
        private final CqlSession session;
        private final Clock clock;

        Wiring(CqlSession session, Clock clock) {
            this.session = session;
            this.clock = clock;
        }

        @Override
        protected void configure() {
            bind(CqlSession.class).toInstance(session);
            bind(Clock.class).toInstance(clock);
            bind(CassandraConfiguration.class).toInstance(CassandraConfiguration.DEFAULT_CONFIGURATION);
            bind(BatchSizes.class).toInstance(BatchSizes.defaultValues());
            bind(MetricFactory.class).toInstance(new RecordingMetricFactory());
            bind(BucketName.class)
                    .annotatedWith(Names.named(BlobStore.DEFAULT_BUCKET_NAME_QUALIFIER))
                    .toInstance(BucketName.DEFAULT);
            bind(BlobId.Factory.class).to(HashBlobId.Factory.class);
            bind(MessageId.Factory.class).to(CassandraMessageId.Factory.class);
            bind(BlobStoreDAO.class).to(CassandraBlobStoreDAO.class);
            bind(BlobStore.class).to(PassThroughBlobStore.class);
            bind(CassandraTypesProvider.class).in(Scopes.SINGLETON);
            bind(UidProvider.class).to(CassandraUidProvider.class);
            bind(ModSeqProvider.class).to(CassandraModSeqProvider.class);
            bind(TouchNotingMapperFactory.class).in(Scopes.SINGLETON);
            bind(MailboxSessionMapperFactory.class).to(TouchNotingMapperFactory.class);
            bind(CurrentQuotaManager.class).to(CassandraCurrentQuotaManager.class);
            bind(QuotaRootResolver.class).to(DefaultUserQuotaRootResolver.class);
            bind(UserQuotaRootResolver.class).to(DefaultUserQuotaRootResolver.class);
            bind(SessionProvider.class).to(SessionProviderImpl.class);
            bind(Authenticator.class).toInstance((user, password) -> false);
            bind(Authorizator.class).toInstance((user, other) -> Authorizator.AuthorizationState.FORBIDDEN);
        }

        @Provides
        @Singleton
        TouchedMailboxes touched() {
            return new TouchedMailboxes(session, "node-1", clock);
        }

        @Provides
        @Singleton
        ACLMapper rights(
                CassandraACLDAOV1 first,
                CassandraACLDAOV2 second,
                CassandraUserMailboxRightsDAO rights,
                CassandraSchemaVersionManager versions,
                CassandraConfiguration configuration) {
            CassandraEventStore events = new CassandraEventStore(new EventStoreDao(
                    session,
                    JsonEventSerializer.forModules(ACLModule.ACL_UPDATE).withoutNestedType()));
            return new CassandraACLMapper(
                    new CassandraACLMapper.StoreV1(rights, first),
                    new CassandraACLMapper.StoreV2(rights, second, events),
                    versions,
                    configuration);
        }
    }
}
