package org.waypost.cassandra.healing;

import javax.mail.Flags;
import org.apache.james.mailbox.cassandra.ids.CassandraId;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxCounterDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMessageIdDAO;
import org.apache.james.mailbox.model.MailboxCounters;
import org.apache.james.mailbox.model.MessageRange;
import reactor.core.publisher.Mono;

/** Messages and unseen messages of a mailbox, which James adds to after it stored the message. */
final class MailboxCounterRepair implements CounterRepair<CassandraId> {

    private final CassandraMailboxDAO mailboxes;
    private final CassandraMessageIdDAO messages;
    private final CassandraMailboxCounterDAO counters;

    MailboxCounterRepair(
            CassandraMailboxDAO mailboxes, CassandraMessageIdDAO messages, CassandraMailboxCounterDAO counters) {
        this.mailboxes = mailboxes;
        this.messages = messages;
        this.counters = counters;
    }

    @Override
    public Mono<Drift> compare(CassandraId mailbox) {
        return mailboxes.retrieveMailbox(mailbox).flatMap(exists -> stored(mailbox)
                .flatMap(before -> counted(mailbox)
                        .flatMap(counted -> stored(mailbox).map(after -> new Drift(before, counted, after)))));
    }

    @Override
    public Mono<Void> add(CassandraId mailbox, Tally missing) {
        return counters.add(MailboxCounters.builder()
                .mailboxId(mailbox)
                .count(missing.first())
                .unseen(missing.second())
                .build());
    }

    private Mono<Tally> stored(CassandraId mailbox) {
        return counters.retrieveMailboxCounters(mailbox)
                .map(found -> new Tally(found.getCount(), found.getUnseen()))
                .defaultIfEmpty(new Tally(0, 0));
    }

    private Mono<Tally> counted(CassandraId mailbox) {
        return messages.listMessagesMetadata(mailbox, MessageRange.all())
                .reduce(
                        new Tally(0, 0),
                        (tally, message) -> new Tally(
                                tally.first() + 1,
                                tally.second() + (message.getFlags().contains(Flags.Flag.SEEN) ? 0 : 1)));
    }
}
