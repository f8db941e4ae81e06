package org.waypost.accounts.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.changes.ChangeFeed;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The one service over the settings of server, domains and users: all that reads or changes a choice goes through here.
 *
 * <p>What a scope doesn't say it inherits, key by key. A key that a scope locks is taken from that scope, whatever the
 * scopes below say, and a change below is refused. Reading is cheap: scopes are cached and read again when they change,
 * on every server within seconds.
 */
public final class AccountSettings {
    /** The net under the change feed. */
    private static final Duration CACHED = Duration.ofMinutes(5);

    private static final int MOST_CACHED = 100_000;
    private static final String TOPIC = "settings/";
    private static final Logger LOGGER = LoggerFactory.getLogger(AccountSettings.class);

    private final Sections sections;
    private final SettingsStore store;
    private final ChangeFeed changes;
    private final AsyncCache<Scope, Map<String, StoredSection>> cache = Caffeine.newBuilder()
            .expireAfterWrite(CACHED)
            .maximumSize(MOST_CACHED)
            .buildAsync();

    public AccountSettings(Sections sections, SettingsStore store, ChangeFeed changes) {
        this.sections = sections;
        this.store = store;
        this.changes = changes;
        changes.listen(this::changed);
    }

    private void changed(String topic) {
        if (topic.equals(ChangeFeed.EVERYTHING)) {
            cache.synchronous().invalidateAll();
        } else if (topic.startsWith(TOPIC)) {
            cache.synchronous().invalidate(Scope.parse(topic.substring(TOPIC.length())));
        }
    }

    /** All sections that there are. */
    public Sections sections() {
        return sections;
    }

    /** What holds for a user. */
    public <T extends Record> Mono<T> of(Username user, Section<T> section) {
        return in(Scope.user(user), section);
    }

    /** What holds for a domain, and for those of its users who chose nothing. */
    public <T extends Record> Mono<T> of(Domain domain, Section<T> section) {
        return in(Scope.domain(domain), section);
    }

    /** What holds for the server. */
    public <T extends Record> Mono<T> ofServer(Section<T> section) {
        return in(Scope.server(), section);
    }

    /**
     * What holds in a scope. A stored value that this version can't read is logged and left out, with its scope's other
     * values: it must not stop mail.
     */
    public <T extends Record> Mono<T> in(Scope scope, Section<T> section) {
        return layers(scope, section).map(layers -> readable(layers, section));
    }

    private static <T extends Record> T readable(List<Layer> layers, Section<T> section) {
        for (int used = layers.size(); used > 0; used--) {
            try {
                return SettingsFormat.record(Inheritance.merge(layers.subList(0, used)), section.type());
            } catch (SettingRefused e) {
                LOGGER.error(
                        "The settings {} of {} can't be used and are left out: {}",
                        section.name(),
                        layers.get(used - 1).scope().asString(),
                        e.getMessage());
            }
        }
        return SettingsFormat.record(SettingsFormat.object(), section.type());
    }

    /**
     * What each scope of the chain says by itself, the narrowest first: for lists that add up instead of replacing each
     * other. Keys locked above are left out of the scopes below. Scopes that say nothing come too, with the defaults.
     */
    public <T extends Record> Mono<Map<Scope, T>> each(Scope scope, Section<T> section) {
        return layers(scope, section).map(layers -> {
            Map<Scope, T> each = new LinkedHashMap<>();
            for (int index = layers.size() - 1; index >= 0; index--) {
                Layer layer = layers.get(index);
                ObjectNode own = Inheritance.unlocked(
                        layers.subList(0, index), layer.said().values());
                each.put(
                        layer.scope(),
                        readable(List.of(new Layer(layer.scope(), new StoredSection(own, Set.of()))), section));
            }
            return each;
        });
    }

    /** Where each key of a section comes from, the defaults included. */
    public Mono<Explained> explain(Scope scope, String section) {
        Section<?> known = sections.named(section);
        return layers(scope, known)
                .map(layers -> Inheritance.explain(known, layers, SettingsFormat.values(readable(layers, known))));
    }

    /** What a scope says by itself, by section. */
    public Mono<Map<String, StoredSection>> said(Scope scope) {
        return store.read(scope);
    }

    /** The scopes that say something. */
    public Flux<Scope> scopes() {
        return store.scopes();
    }

    /**
     * Sets keys of a section in a scope and leaves its other keys as they are; a key that is {@code null} is unset, so
     * that it is inherited again.
     *
     * @return fails with {@link SettingRefused} when a key is unknown, has a wrong value or is locked above
     */
    public Mono<Void> set(Scope scope, String section, ObjectNode keys) {
        return change(scope, section, said -> {
            ObjectNode values = said.values().deepCopy();
            keys.properties().forEach(key -> {
                if (key.getValue().isNull()) {
                    values.remove(key.getKey());
                } else {
                    values.set(key.getKey(), key.getValue());
                }
            });
            return new StoredSection(values, said.locked());
        });
    }

    /** Replaces all that a scope says about a section. */
    public Mono<Void> replace(Scope scope, String section, StoredSection value) {
        return change(scope, section, said -> value);
    }

    /** Locks keys ({@link StoredSection#ALL} for each), in place of those that were locked. */
    public Mono<Void> lock(Scope scope, String section, Set<String> keys) {
        return change(scope, section, said -> new StoredSection(said.values(), keys));
    }

    /** Forgets all that a scope says; for a user or domain that is removed. */
    public Mono<Void> remove(Scope scope) {
        return Mono.from(store.remove(scope)).then(announce(scope));
    }

    /** Moves all that one scope says to another, in place of what that said; for a user that is renamed. */
    public Mono<Void> move(Scope from, Scope to) {
        return store.read(from).flatMap(said -> Mono.from(store.remove(to))
                .thenMany(Flux.fromIterable(said.entrySet()))
                .concatMap(section -> store.write(to, section.getKey(), section.getValue()))
                .then(announce(to))
                .then(remove(from)));
    }

    private interface Edit {
        StoredSection on(StoredSection said);
    }

    private Mono<Void> change(Scope scope, String name, Edit edit) {
        return Mono.defer(() -> {
            Section<?> section = sections.named(name);
            return layersNow(scope, section).flatMap(layers -> {
                Layer own = layers.get(layers.size() - 1);
                StoredSection next = edit.on(own.said());
                Inheritance.check(section, layers.subList(0, layers.size() - 1), new Layer(scope, next), own.said());
                return Mono.from(store.write(scope, name, next)).then(announce(scope));
            });
        });
    }

    private Mono<Void> announce(Scope scope) {
        return changes.announce(TOPIC + scope.asString());
    }

    private Mono<List<Layer>> layers(Scope scope, Section<?> section) {
        return Flux.fromIterable(scope.chain())
                .concatMap(each -> cached(each).map(said -> layer(each, section, said)))
                .collectList();
    }

    /** Not from the cache: a check must not rely on what was. */
    private Mono<List<Layer>> layersNow(Scope scope, Section<?> section) {
        return Flux.fromIterable(scope.chain())
                .concatMap(each -> store.read(each).map(said -> layer(each, section, said)))
                .collectList();
    }

    private static Layer layer(Scope scope, Section<?> section, Map<String, StoredSection> said) {
        return new Layer(
                scope, said.getOrDefault(section.name(), new StoredSection(SettingsFormat.object(), Set.of())));
    }

    private Mono<Map<String, StoredSection>> cached(Scope scope) {
        return Mono.fromFuture(
                () -> cache.get(scope, (key, executor) -> store.read(key).toFuture()), true);
    }

    /** One scope and what it says. */
    record Layer(Scope scope, StoredSection said) {}

    /**
     * A section of a scope with the origin of each key.
     *
     * @param keys by name
     */
    public record Explained(Map<String, Key> keys) {
        public Explained {
            keys = new LinkedHashMap<>(keys);
        }
    }

    /**
     * One key.
     *
     * @param value  what holds
     * @param origin the scope that says it, as text; {@code default} when none does
     * @param locked the scope that locks it for those below, or empty
     */
    public record Key(JsonNode value, String origin, String locked) {}

    /** For the list of keys that a record has. */
    static List<String> keys(Section<?> section) {
        List<String> keys = new ArrayList<>();
        for (var component : section.type().getRecordComponents()) {
            keys.add(component.getName());
        }
        return keys;
    }
}
