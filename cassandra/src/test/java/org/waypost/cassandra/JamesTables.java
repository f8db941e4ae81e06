package org.waypost.cassandra;

import org.apache.james.backends.cassandra.components.CassandraModule;
import org.apache.james.backends.cassandra.init.CassandraZonedDateTimeModule;
import org.apache.james.blob.cassandra.CassandraBlobModule;
import org.apache.james.domainlist.cassandra.CassandraDomainListModule;
import org.apache.james.eventsourcing.eventstore.cassandra.CassandraEventStoreModule;
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
import org.apache.james.mailbox.cassandra.modules.CassandraQuotaModule;
import org.apache.james.mailbox.cassandra.modules.CassandraSubscriptionModule;
import org.apache.james.mailbox.cassandra.modules.CassandraThreadModule;
import org.apache.james.mailbox.cassandra.modules.CassandraUidModule;
import org.apache.james.rrt.cassandra.CassandraRRTModule;
import org.apache.james.sieve.cassandra.CassandraSieveRepositoryModule;
import org.apache.james.user.cassandra.CassandraUsersRepositoryModule;
import org.apache.james.vacation.cassandra.CassandraNotificationRegistryModule;
import org.apache.james.vacation.cassandra.CassandraVacationModule;

/** The tables of James that tests ask for. */
public final class JamesTables {

    /** What a mailbox store needs. */
    public static final CassandraModule MAILBOX = CassandraModule.aggregateModules(
            CassandraAclModule.MODULE,
            CassandraAnnotationModule.MODULE,
            CassandraApplicableFlagsModule.MODULE,
            CassandraAttachmentModule.MODULE,
            CassandraBlobModule.MODULE,
            CassandraDeletedMessageModule.MODULE,
            CassandraEventStoreModule.MODULE(),
            CassandraFirstUnseenModule.MODULE,
            CassandraMailboxCounterModule.MODULE,
            CassandraMailboxModule.MODULE,
            CassandraMailboxRecentsModule.MODULE,
            CassandraMessageModule.MODULE,
            CassandraModSeqModule.MODULE,
            CassandraQuotaModule.MODULE,
            CassandraSubscriptionModule.MODULE,
            CassandraThreadModule.MODULE,
            CassandraUidModule.MODULE);

    /** Every table of James that this room has on its class path. */
    public static final CassandraModule ALL = CassandraModule.aggregateModules(
            MAILBOX,
            CassandraZonedDateTimeModule.MODULE,
            CassandraDomainListModule.MODULE,
            CassandraRRTModule.MODULE,
            CassandraSieveRepositoryModule.MODULE,
            CassandraUsersRepositoryModule.MODULE,
            CassandraNotificationRegistryModule.MODULE,
            CassandraVacationModule.MODULE);

    private JamesTables() {}
}
