package org.waypost.cassandra.healing;

import com.google.common.collect.Multimap;
import java.util.Collection;
import java.util.List;
import javax.mail.Flags;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.cassandra.ids.CassandraId;
import org.apache.james.mailbox.cassandra.mail.CassandraMessageIdMapper;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** James' mapper by message id with a note before each change. */
final class TouchNotingMessageIdMapper extends CassandraMessageIdMapper {

    private final TouchedMailboxes touched;

    TouchNotingMessageIdMapper(MapperParts parts, MailboxMapper mailboxMapper, TouchedMailboxes touched) {
        super(
                mailboxMapper,
                parts.mailboxDAO(),
                parts.attachmentMapper(),
                parts.imapUidDAO(),
                parts.messageIdDAO(),
                parts.messageDAO(),
                parts.messageDAOV3(),
                parts.indexTableHandler(),
                parts.modSeqProvider(),
                parts.blobStore(),
                parts.configuration(),
                parts.batchSizes(),
                parts.clock());
        this.touched = touched;
    }

    @Override
    public void save(MailboxMessage message) throws MailboxException {
        touched.note((CassandraId) message.getMailboxId()).block();
        super.save(message);
    }

    @Override
    public Mono<Void> copyInMailboxReactive(MailboxMessage message, Mailbox mailbox) {
        return touched.note(mailbox).then(Mono.defer(() -> super.copyInMailboxReactive(message, mailbox)));
    }

    @Override
    public void delete(MessageId messageId) {
        note(findMailboxes(messageId)).block();
        super.delete(messageId);
    }

    @Override
    public Mono<Void> deleteReactive(MessageId messageId, Collection<MailboxId> mailboxIds) {
        return note(mailboxIds).then(Mono.defer(() -> super.deleteReactive(messageId, mailboxIds)));
    }

    @Override
    public Mono<Multimap<MailboxId, UpdatedFlags>> setFlags(
            MessageId messageId,
            List<MailboxId> mailboxIds,
            Flags newState,
            MessageManager.FlagsUpdateMode updateMode) {
        return note(mailboxIds).then(Mono.defer(() -> super.setFlags(messageId, mailboxIds, newState, updateMode)));
    }

    private Mono<Void> note(Collection<MailboxId> mailboxes) {
        return Flux.fromIterable(mailboxes)
                .map(CassandraId.class::cast)
                .concatMap(touched::note)
                .then();
    }
}
