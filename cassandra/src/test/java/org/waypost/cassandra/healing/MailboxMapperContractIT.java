package org.waypost.cassandra.healing;

import java.time.Clock;
import org.apache.james.mailbox.cassandra.ids.CassandraId;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.model.MailboxMapperTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;
import org.waypost.cassandra.JamesTables;

/** James' contract of a mapper of mailboxes. */
class MailboxMapperContractIT extends MailboxMapperTest {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA = new CassandraKeyspaceExtension(JamesTables.MAILBOX);

    @Override
    protected MailboxMapper createMailboxMapper() {
        MailboxStore store = new MailboxStore(CASSANDRA.session(), Clock.systemUTC());
        return store.mappers().getMailboxMapper(store.bob());
    }

    @Override
    protected MailboxId generateId() {
        return CassandraId.timeBased();
    }
}
