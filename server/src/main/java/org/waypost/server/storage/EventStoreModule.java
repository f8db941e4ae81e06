package org.waypost.server.storage;

import com.google.inject.TypeLiteral;
import com.google.inject.name.Names;
import java.util.Set;
import org.apache.james.eventsourcing.eventstore.EventStore;
import org.apache.james.eventsourcing.eventstore.cassandra.CassandraEventStore;
import org.apache.james.eventsourcing.eventstore.cassandra.CassandraEventStoreModule;
import org.apache.james.eventsourcing.eventstore.cassandra.EventNestedTypes;
import org.apache.james.json.DTO;
import org.apache.james.json.DTOModule;

/** The history of event-sourced aggregates: filters, data loss prevention, access rights, quota warnings. */
public final class EventStoreModule extends StorageModule {
    @Override
    protected void configure() {
        store(EventStore.class, CassandraEventStore.class);
        tables(CassandraEventStoreModule.MODULE());
        events();
        bind(new TypeLiteral<Set<DTOModule<?, ? extends DTO>>>() {})
                .annotatedWith(Names.named(EventNestedTypes.EVENT_NESTED_TYPES_INJECTION_NAME))
                .toInstance(Set.of());
    }
}
