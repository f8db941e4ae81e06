package org.waypost.accounts.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Settings as one YAML text, to be kept, compared, edited and taken over by another server:
 *
 * <pre><code>
 * settings: 1
 * scopes:
 *   domain:example.org:
 *     autoReply:
 *       values:
 *         period: 7d
 *       locked: [period]
 * </code></pre>
 */
public final class SettingsArchive {
    private static final int FORM = 1;
    private static final String FORM_KEY = "settings";
    private static final String SCOPES = "scopes";
    private static final String VALUES = "values";
    private static final String LOCKED = "locked";

    private final AccountSettings settings;

    public SettingsArchive(AccountSettings settings) {
        this.settings = settings;
    }

    /** What the chosen scopes say, server first, then domains, then users, each by name. */
    public Mono<String> export(Predicate<Scope> chosen) {
        return settings.scopes()
                .filter(chosen)
                .sort(order())
                .concatMap(scope -> settings.said(scope).map(said -> Map.entry(scope, said)))
                .collectList()
                .map(all -> {
                    ObjectNode scopes = SettingsFormat.object();
                    all.forEach(each -> scopes.set(each.getKey().asString(), sections(each.getValue())));
                    ObjectNode whole = SettingsFormat.object();
                    whole.put(FORM_KEY, FORM);
                    whole.set(SCOPES, scopes);
                    return SettingsFormat.yaml((JsonNode) whole);
                });
    }

    private static Comparator<Scope> order() {
        return Comparator.comparing(Scope::level).thenComparing(Scope::asString);
    }

    private static ObjectNode sections(Map<String, StoredSection> said) {
        ObjectNode sections = SettingsFormat.object();
        said.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(each -> {
            ObjectNode section = sections.putObject(each.getKey());
            section.set(VALUES, each.getValue().values());
            if (!each.getValue().locked().isEmpty()) {
                new TreeSet<>(each.getValue().locked()).forEach(section.withArray(LOCKED)::add);
            }
        });
        return sections;
    }

    /**
     * Takes settings over: each section that the text names replaces that of its scope, all others stay. All or nothing is checked
     * before the first is written.
     *
     * @param dryRun only checks
     * @return the scopes that the text names; fails with {@link SettingRefused} when something in it can't be
     */
    public Mono<List<Scope>> take(String yaml, boolean dryRun) {
        return Mono.defer(() -> {
            Map<Scope, Map<String, StoredSection>> wanted = parse(yaml);
            List<Scope> scopes = new ArrayList<>(wanted.keySet());
            return rehearse(wanted)
                    .then(dryRun ? Mono.empty() : write(settings, wanted))
                    .thenReturn(scopes);
        });
    }

    /** Takes all over in memory, on top of what the scopes and those above them say now. */
    private Mono<Void> rehearse(Map<Scope, Map<String, StoredSection>> wanted) {
        MemorySettingsStore store = new MemorySettingsStore();
        Set<Scope> concerned = new HashSet<>();
        wanted.keySet().forEach(scope -> concerned.addAll(scope.chain()));
        return Flux.fromIterable(concerned)
                .concatMap(scope -> settings.said(scope)
                        .flatMapMany(said -> Flux.fromIterable(said.entrySet()))
                        .concatMap(section -> store.write(scope, section.getKey(), section.getValue())))
                .then(Mono.using(
                        () -> new ChangeFeed(new MemoryChangeLog(Clock.systemUTC()), Clock.systemUTC()),
                        feed -> write(new AccountSettings(settings.sections(), store, feed), wanted),
                        ChangeFeed::close));
    }

    private static Mono<Void> write(AccountSettings target, Map<Scope, Map<String, StoredSection>> wanted) {
        return Flux.fromIterable(wanted.entrySet())
                .concatMap(scope -> Flux.fromIterable(scope.getValue().entrySet())
                        .concatMap(section -> target.replace(scope.getKey(), section.getKey(), section.getValue())
                                .onErrorMap(
                                        SettingRefused.class,
                                        e -> e.within(scope.getKey().asString()))))
                .then();
    }

    private static Map<Scope, Map<String, StoredSection>> parse(String yaml) {
        ObjectNode whole = SettingsFormat.yaml(yaml);
        only(whole, "", FORM_KEY, SCOPES);
        if (whole.path(FORM_KEY).asInt() != FORM) {
            throw new SettingRefused(
                    FORM_KEY, whole.path(FORM_KEY).asText(), FORM + ", the form that this version reads");
        }
        Map<Scope, Map<String, StoredSection>> parsed = new LinkedHashMap<>();
        object(whole.path(SCOPES), SCOPES).properties().stream()
                .map(each -> Map.entry(scope(each.getKey()), each.getValue()))
                .sorted(Map.Entry.comparingByKey(order()))
                .forEach(each -> parsed.put(
                        each.getKey(),
                        sections(object(each.getValue(), each.getKey().asString()), each.getKey())));
        return parsed;
    }

    private static Scope scope(String name) {
        try {
            return Scope.parse(name);
        } catch (IllegalArgumentException e) {
            throw new SettingRefused(SCOPES, name, "server, domain:NAME or user:ADDRESS");
        }
    }

    private static Map<String, StoredSection> sections(ObjectNode node, Scope scope) {
        Map<String, StoredSection> sections = new LinkedHashMap<>();
        node.properties().forEach(each -> {
            String place = scope.asString() + "." + each.getKey();
            ObjectNode section = object(each.getValue(), place);
            only(section, place, VALUES, LOCKED);
            Set<String> locked = new HashSet<>();
            section.path(LOCKED).forEach(key -> locked.add(key.asText()));
            ObjectNode values = section.has(VALUES) ? object(section.get(VALUES), place) : SettingsFormat.object();
            sections.put(each.getKey(), new StoredSection(values, locked));
        });
        return sections;
    }

    private static ObjectNode object(JsonNode node, String place) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new SettingRefused(place, node.isMissingNode() ? null : node, "a mapping");
    }

    private static void only(ObjectNode node, String place, String... keys) {
        Set<String> known = Set.of(keys);
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw new SettingRefused(
                        place.isEmpty() ? key : place + "." + key, "unknown", "one of " + new TreeSet<>(known));
            }
        });
    }
}
