package org.waypost.cassandra.healing;

import org.apache.james.mailbox.cassandra.mail.CassandraMailboxMapper;
import org.apache.james.mailbox.model.Mailbox;
import reactor.core.publisher.Mono;

/** James' mapper of mailboxes with a note before one is deleted: its messages then leave the owner's quota by an event. */
final class TouchNotingMailboxMapper extends CassandraMailboxMapper {

    private final TouchedMailboxes touched;

    TouchNotingMailboxMapper(MapperParts parts, TouchedMailboxes touched) {
        super(
                parts.mailboxDAO(),
                parts.mailboxPathDAO(),
                parts.userRightsDAO(),
                parts.aclMapper(),
                parts.configuration());
        this.touched = touched;
    }

    @Override
    public Mono<Void> delete(Mailbox mailbox) {
        return touched.note(mailbox).then(Mono.defer(() -> super.delete(mailbox)));
    }
}
