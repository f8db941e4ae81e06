package org.waypost.cassandra.healing;

import org.apache.james.backends.cassandra.init.configuration.CassandraConfiguration;
import org.apache.james.backends.cassandra.init.configuration.JamesExecutionProfiles.ConsistencyChoice;
import org.apache.james.mailbox.cassandra.ids.CassandraId;
import org.apache.james.mailbox.cassandra.mail.ACLMapper;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxMapper;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxPathV3DAO;
import org.apache.james.mailbox.cassandra.mail.CassandraUserMailboxRightsDAO;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.UidValidity;
import reactor.core.publisher.Mono;

/**
 * James' mapper of mailboxes with a note before one is made, renamed or deleted, and without James' repairs while reading.
 *
 * <p>A mailbox stands in two tables, under its name and under its id. James writes the name first, and one read in ten takes
 * a name without an id for a leftover and deletes it. When that meets a mailbox that is just being made, the next delivery
 * makes another of the same name, and what was stored in the first is never seen again. Here the name is written last, and
 * what an unclean stop leaves behind is mended by {@link MailboxNameRepair}.
 */
final class TouchNotingMailboxMapper extends CassandraMailboxMapper {

    private final TouchedMailboxes touched;
    private final CassandraMailboxDAO byId;
    private final CassandraMailboxPathV3DAO byName;

    TouchNotingMailboxMapper(
            CassandraMailboxDAO byId,
            CassandraMailboxPathV3DAO byName,
            CassandraUserMailboxRightsDAO rights,
            ACLMapper acls,
            CassandraConfiguration configuration,
            TouchedMailboxes touched) {
        super(byId, byName, rights, acls, withoutRepairs(configuration));
        this.byId = byId;
        this.byName = byName;
        this.touched = touched;
    }

    private static CassandraConfiguration withoutRepairs(CassandraConfiguration configuration) {
        return CassandraConfiguration.builder()
                .mailboxReadStrongConsistency(configuration.isMailboxReadStrongConsistency())
                .mailboxReadRepair(0)
                .build();
    }

    @Override
    public Mono<Mailbox> create(MailboxPath path, UidValidity uidValidity) {
        return Mono.defer(() -> {
            Mailbox mailbox = new Mailbox(path, uidValidity, CassandraId.timeBased());
            return touched.note(mailbox)
                    .then(Mono.defer(() -> byId.save(mailbox)))
                    .then(Mono.defer(() -> byName.save(mailbox)))
                    .flatMap(isNamed -> isNamed ? Mono.just(mailbox) : unlessNamedAllTheSame(mailbox));
        });
    }

    /** A name that is taken may have been given to this very mailbox by a write whose answer was lost. */
    private Mono<Mailbox> unlessNamedAllTheSame(Mailbox mailbox) {
        return byName.retrieve(mailbox.generateAssociatedPath(), ConsistencyChoice.STRONG)
                .filter(named -> named.getMailboxId().equals(mailbox.getMailboxId()))
                .map(named -> mailbox)
                .switchIfEmpty(Mono.defer(() -> byId.delete((CassandraId) mailbox.getMailboxId())
                        .then(Mono.error(() -> new MailboxExistsException(
                                mailbox.generateAssociatedPath().asString())))));
    }

    @Override
    public Mono<MailboxId> rename(Mailbox mailbox) {
        return touched.noteAnew(mailbox).then(Mono.defer(() -> super.rename(mailbox)));
    }

    @Override
    public Mono<Void> delete(Mailbox mailbox) {
        return touched.note(mailbox).then(Mono.defer(() -> super.delete(mailbox)));
    }
}
