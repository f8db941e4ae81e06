package org.waypost.server.storage;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import java.util.Set;
import org.apache.james.backends.cassandra.components.CassandraModule;
import org.apache.james.eventsourcing.Event;
import org.apache.james.eventsourcing.eventstore.cassandra.dto.EventDTO;
import org.apache.james.eventsourcing.eventstore.cassandra.dto.EventDTOModule;

/**
 * The verbs that all storage modules share.
 *
 * <p>Sets are collected under one type each: two type literals that differ only in their wildcards would silently be
 * two sets.
 */
abstract class StorageModule extends AbstractModule {
    private static final TypeLiteral<EventDTOModule<? extends Event, ? extends EventDTO>> EVENT_DTO =
            new TypeLiteral<>() {};

    /** Tables that must exist before the first statement is prepared. */
    protected final void tables(CassandraModule... modules) {
        Multibinder<CassandraModule> tables = Multibinder.newSetBinder(binder(), CassandraModule.class);
        Set.of(modules).forEach(module -> tables.addBinding().toInstance(module));
    }

    /** Forms in which events of an event-sourced aggregate are stored. */
    @SafeVarargs
    protected final void events(EventDTOModule<? extends Event, ? extends EventDTO>... modules) {
        Multibinder<EventDTOModule<? extends Event, ? extends EventDTO>> events =
                Multibinder.newSetBinder(binder(), EVENT_DTO);
        Set.of(modules).forEach(module -> events.addBinding().toInstance(module));
    }

    /** One instance a server. */
    protected final void singletons(Class<?>... classes) {
        Set.of(classes).forEach(type -> bind(type).in(Scopes.SINGLETON));
    }

    /** One instance a server, known by its interface as well. */
    protected final <T> void store(Class<T> contract, Class<? extends T> form) {
        bind(form).in(Scopes.SINGLETON);
        bind(contract).to(form);
    }

    protected final <T> Multibinder<T> set(Class<T> type) {
        return Multibinder.newSetBinder(binder(), type);
    }
}
