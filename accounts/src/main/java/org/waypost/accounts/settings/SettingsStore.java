package org.waypost.accounts.settings;

import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps what each scope says. Inheritance, checks and caches are not its concern: {@link AccountSettings} has them. */
public interface SettingsStore {

    /** All that a scope says, by name of section; empty when it says nothing. */
    Mono<Map<String, StoredSection>> read(Scope scope);

    /** Keeps a section of a scope in place of what stood there; an empty one removes it. */
    Publisher<Void> write(Scope scope, String section, StoredSection value);

    /** Forgets all that a scope says. */
    Publisher<Void> remove(Scope scope);

    /** The scopes that say something. */
    Flux<Scope> scopes();
}
