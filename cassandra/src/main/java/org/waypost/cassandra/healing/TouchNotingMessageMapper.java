package org.waypost.cassandra.healing;

import java.util.List;
import java.util.Map;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.cassandra.ids.CassandraId;
import org.apache.james.mailbox.cassandra.mail.CassandraMessageMapper;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * James' mapper with a note before each change. The blocking methods of James' mapper call the reactive ones overridden here, except
 * {@code delete}.
 */
final class TouchNotingMessageMapper extends CassandraMessageMapper {

    private final TouchedMailboxes touched;

    TouchNotingMessageMapper(MapperParts parts, TouchedMailboxes touched) {
        super(
                parts.uidProvider(),
                parts.modSeqProvider(),
                parts.attachmentMapper(),
                parts.messageDAO(),
                parts.messageDAOV3(),
                parts.messageIdDAO(),
                parts.imapUidDAO(),
                parts.mailboxCounterDAO(),
                parts.mailboxRecentsDAO(),
                parts.applicableFlagDAO(),
                parts.indexTableHandler(),
                parts.firstUnseenDAO(),
                parts.deletedMessageDAO(),
                parts.blobStore(),
                parts.configuration(),
                parts.batchSizes(),
                parts.recompute(),
                parts.clock());
        this.touched = touched;
    }

    @Override
    public Mono<MessageMetaData> addReactive(Mailbox mailbox, MailboxMessage message) {
        return touched.note(mailbox).then(Mono.defer(() -> super.addReactive(mailbox, message)));
    }

    @Override
    public Mono<MessageMetaData> copyReactive(Mailbox mailbox, MailboxMessage original) {
        return touched.note(mailbox).then(Mono.defer(() -> super.copyReactive(mailbox, original)));
    }

    @Override
    public Mono<List<MessageMetaData>> copyReactive(Mailbox mailbox, List<MailboxMessage> originals) {
        return touched.note(mailbox).then(Mono.defer(() -> super.copyReactive(mailbox, originals)));
    }

    @Override
    public Mono<MessageMetaData> moveReactive(Mailbox destination, MailboxMessage original) {
        return noteOrigins(List.of(original))
                .then(touched.note(destination))
                .then(Mono.defer(() -> super.moveReactive(destination, original)));
    }

    @Override
    public Mono<List<MessageMetaData>> moveReactive(Mailbox destination, List<MailboxMessage> originals) {
        return noteOrigins(originals)
                .then(touched.note(destination))
                .then(Mono.defer(() -> super.moveReactive(destination, originals)));
    }

    @Override
    public void delete(Mailbox mailbox, MailboxMessage message) {
        touched.note(mailbox).block();
        super.delete(mailbox, message);
    }

    @Override
    public Mono<Map<MessageUid, MessageMetaData>> deleteMessagesReactive(Mailbox mailbox, List<MessageUid> uids) {
        return touched.note(mailbox).then(Mono.defer(() -> super.deleteMessagesReactive(mailbox, uids)));
    }

    @Override
    public Mono<List<UpdatedFlags>> updateFlagsReactive(
            Mailbox mailbox, FlagsUpdateCalculator calculator, MessageRange range) {
        return touched.note(mailbox).then(Mono.defer(() -> super.updateFlagsReactive(mailbox, calculator, range)));
    }

    private Mono<Void> noteOrigins(List<MailboxMessage> originals) {
        return Flux.fromStream(originals.stream()
                        .map(MailboxMessage::getMailboxId)
                        .map(CassandraId.class::cast)
                        .distinct())
                .concatMap(touched::note)
                .then();
    }
}
