package org.waypost.cassandra.contracts;

import org.apache.james.core.MailAddress;
import org.apache.james.vacation.api.NotificationRegistry;
import org.apache.james.vacation.api.NotificationRegistryContract;
import org.apache.james.vacation.api.RecipientId;
import org.apache.james.vacation.cassandra.CassandraNotificationRegistry;
import org.apache.james.vacation.cassandra.CassandraNotificationRegistryDAO;
import org.apache.james.vacation.cassandra.CassandraNotificationRegistryModule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;

/** James' contract of who was already told that someone is away. */
class CassandraNotificationRegistryIT implements NotificationRegistryContract {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA =
            new CassandraKeyspaceExtension(CassandraNotificationRegistryModule.MODULE);

    private NotificationRegistry registry;
    private RecipientId recipient;

    @BeforeEach
    void setUp() throws Exception {
        registry = new CassandraNotificationRegistry(
                zonedDateTimeProvider, new CassandraNotificationRegistryDAO(CASSANDRA.session()));
        recipient = RecipientId.fromMailAddress(new MailAddress("bob@example.test"));
    }

    @Override
    public NotificationRegistry notificationRegistry() {
        return registry;
    }

    @Override
    public RecipientId recipientId() {
        return recipient;
    }
}
