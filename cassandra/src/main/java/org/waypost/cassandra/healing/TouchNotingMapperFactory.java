package org.waypost.cassandra.healing;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Clock;
import javax.inject.Inject;
import org.apache.james.backends.cassandra.init.configuration.CassandraConfiguration;
import org.apache.james.blob.api.BlobStore;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.cassandra.CassandraMailboxSessionMapperFactory;
import org.apache.james.mailbox.cassandra.mail.ACLMapper;
import org.apache.james.mailbox.cassandra.mail.CassandraApplicableFlagDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraAttachmentDAOV2;
import org.apache.james.mailbox.cassandra.mail.CassandraAttachmentMessageIdDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraDeletedMessageDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraFirstUnseenDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraIndexTableHandler;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxCounterDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxMapper;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxPathV3DAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxRecentsDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMessageDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMessageDAOV3;
import org.apache.james.mailbox.cassandra.mail.CassandraMessageIdDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMessageIdToImapUidDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMessageMapper;
import org.apache.james.mailbox.cassandra.mail.CassandraThreadDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraThreadLookupDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraUserMailboxRightsDAO;
import org.apache.james.mailbox.cassandra.mail.task.RecomputeMailboxCountersService;
import org.apache.james.mailbox.store.BatchSizes;
import org.apache.james.mailbox.store.mail.MessageIdMapper;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.ModSeqProvider;
import org.apache.james.mailbox.store.mail.UidProvider;

/** James' factory of mappers, with mappers that note a mailbox before they change it. Bound in place of James' factory. */
public final class TouchNotingMapperFactory extends CassandraMailboxSessionMapperFactory {

    private final TouchNotingMessageMapper messages;
    private final TouchNotingMessageIdMapper messagesById;
    private final TouchNotingMailboxMapper mailboxes;

    @Inject
    @SuppressWarnings("TooManyParameters") // They are those of James' factory.
    public TouchNotingMapperFactory(
            UidProvider uidProvider,
            ModSeqProvider modSeqProvider,
            CqlSession session,
            CassandraThreadDAO threadDAO,
            CassandraThreadLookupDAO threadLookupDAO,
            CassandraMessageDAO messageDAO,
            CassandraMessageDAOV3 messageDAOV3,
            CassandraMessageIdDAO messageIdDAO,
            CassandraMessageIdToImapUidDAO imapUidDAO,
            CassandraMailboxCounterDAO mailboxCounterDAO,
            CassandraMailboxRecentsDAO mailboxRecentsDAO,
            CassandraMailboxDAO mailboxDAO,
            CassandraMailboxPathV3DAO mailboxPathDAO,
            CassandraFirstUnseenDAO firstUnseenDAO,
            CassandraApplicableFlagDAO applicableFlagDAO,
            CassandraAttachmentDAOV2 attachmentDAO,
            CassandraDeletedMessageDAO deletedMessageDAO,
            BlobStore blobStore,
            CassandraAttachmentMessageIdDAO attachmentMessageIdDAO,
            ACLMapper aclMapper,
            CassandraUserMailboxRightsDAO userRightsDAO,
            RecomputeMailboxCountersService recompute,
            CassandraConfiguration configuration,
            BatchSizes batchSizes,
            Clock clock,
            TouchedMailboxes touched) {
        super(
                uidProvider,
                modSeqProvider,
                session,
                threadDAO,
                threadLookupDAO,
                messageDAO,
                messageDAOV3,
                messageIdDAO,
                imapUidDAO,
                mailboxCounterDAO,
                mailboxRecentsDAO,
                mailboxDAO,
                mailboxPathDAO,
                firstUnseenDAO,
                applicableFlagDAO,
                attachmentDAO,
                deletedMessageDAO,
                blobStore,
                attachmentMessageIdDAO,
                aclMapper,
                userRightsDAO,
                recompute,
                configuration,
                batchSizes,
                clock);
        MapperParts parts = new MapperParts(
                uidProvider,
                modSeqProvider,
                createAttachmentMapper(null),
                messageDAO,
                messageDAOV3,
                messageIdDAO,
                imapUidDAO,
                mailboxCounterDAO,
                mailboxRecentsDAO,
                mailboxDAO,
                mailboxPathDAO,
                userRightsDAO,
                aclMapper,
                applicableFlagDAO,
                firstUnseenDAO,
                deletedMessageDAO,
                new CassandraIndexTableHandler(
                        mailboxRecentsDAO, mailboxCounterDAO, firstUnseenDAO, applicableFlagDAO, deletedMessageDAO),
                blobStore,
                configuration,
                batchSizes,
                recompute,
                clock);
        this.mailboxes = new TouchNotingMailboxMapper(
                mailboxDAO, mailboxPathDAO, userRightsDAO, aclMapper, configuration, touched);
        this.messages = new TouchNotingMessageMapper(parts, touched);
        this.messagesById = new TouchNotingMessageIdMapper(parts, mailboxes, touched);
    }

    @Override
    public CassandraMessageMapper createMessageMapper(MailboxSession session) {
        return messages;
    }

    @Override
    public MessageMapper getMessageMapper(MailboxSession session) {
        return messages;
    }

    @Override
    public MessageIdMapper createMessageIdMapper(MailboxSession session) {
        return messagesById;
    }

    @Override
    public MessageIdMapper getMessageIdMapper(MailboxSession session) {
        return messagesById;
    }

    @Override
    public CassandraMailboxMapper createMailboxMapper(MailboxSession session) {
        return mailboxes;
    }

    @Override
    public CassandraMailboxMapper getMailboxMapper(MailboxSession session) {
        return mailboxes;
    }
}
