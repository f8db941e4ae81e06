package org.waypost.accounts.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * The one service over the table of routes. The table is held in memory and read again when this or another server changes
 * it, within seconds; while the store can't be read, the table that is known stays in force.
 */
public final class Routes {
    private static final String TOPIC = "routes";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Logger LOGGER = LoggerFactory.getLogger(Routes.class);

    private final RouteStore store;
    private final ChangeFeed changes;
    private final RouteSecrets secrets;
    private final List<Consumer<RouteTable>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<RouteTable> table = new AtomicReference<>();

    public Routes(RouteStore store, ChangeFeed changes, RouteSecrets secrets) {
        this.store = store;
        this.changes = changes;
        this.secrets = secrets;
        changes.listen(topic -> {
            if (topic.equals(TOPIC) || topic.equals(ChangeFeed.EVERYTHING)) {
                readAgain();
            }
        });
    }

    private void readAgain() {
        var unused = read().retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE)
                        .doBeforeRetry(failure -> LOGGER.warn(
                                "The routes can't be read, those that are known stay in force: {}",
                                failure.failure().getMessage())))
                .subscribeOn(Schedulers.boundedElastic())
                .subscribe();
    }

    private Mono<RouteTable> read() {
        return store.routes().collectList().map(RouteTable::of).doOnNext(this::take);
    }

    private void take(RouteTable read) {
        RouteTable before = table.getAndSet(read);
        if (before != null && before.routes().equals(read.routes())) {
            return;
        }
        for (Consumer<RouteTable> listener : listeners) {
            try {
                listener.accept(read);
            } catch (RuntimeException e) {
                LOGGER.error("{} failed on the change of the routes", listener, e);
            }
        }
    }

    /** The table that holds now; read from the store at the first call, which may block for it. */
    public RouteTable table() {
        RouteTable known = table.get();
        return known != null
                ? known
                : read().subscribeOn(Schedulers.boundedElastic()).block(PATIENCE);
    }

    /** Tells a listener each table from now on, on a thread that may wait. */
    public void listen(Consumer<RouteTable> listener) {
        listeners.add(listener);
    }

    /** The names of removed routes: their queues may still hold mail. */
    public Flux<String> removed() {
        return store.removed();
    }

    /** The password of a route; empty when it has none. */
    public Optional<String> password(Route route) throws RouteSecrets.Unreadable {
        return route.sealedPassword().isEmpty()
                ? Optional.empty()
                : Optional.of(secrets.open(route.name(), route.sealedPassword().get()));
    }

    /**
     * Makes a route in place of the one of its name.
     *
     * @param json its keys, {@code password} in clear; left out, the password of before stays while user and hops do
     * @return the route; fails with {@link SettingRefused} when it can't be
     */
    public Mono<Route> set(String name, ObjectNode json) {
        return store.routes()
                .filter(route -> route.name().equals(name))
                .next()
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(before -> parse(name, json, before))
                .flatMap(route -> store.write(route).then(announce()).thenReturn(route));
    }

    /** The route that {@link #set} would make. */
    Route parse(String name, ObjectNode json, Optional<Route> before) {
        ObjectNode keys = json.deepCopy();
        JsonNode said = keys.remove("password");
        keys.remove("passwordSet");
        if (keys.has("name") && !name.equals(keys.get("name").asText())) {
            throw new SettingRefused("name", keys.get("name").asText(), name + ", as in the request");
        }
        keys.put("name", name);
        if (said != null && !said.isNull()) {
            keys.put("password", secrets.seal(name, checked(said)).sealed());
        } else {
            before.filter(route -> stays(route, keys))
                    .flatMap(Route::sealedPassword)
                    .ifPresent(password -> keys.put("password", password.sealed()));
        }
        return SettingsFormat.record(keys, Route.class);
    }

    private static String checked(JsonNode password) {
        if (!password.isTextual()
                || password.asText().isEmpty()
                || password.asText().length() > 1000
                || password.asText().chars().anyMatch(c -> c < ' ' || c == 127)) {
            // Not shown, for it may be right but for a character.
            throw new SettingRefused("password", "not shown", "1 to 1000 characters without control characters");
        }
        return password.asText();
    }

    /** A password that is kept must not go to another server or for another user. */
    private static boolean stays(Route before, ObjectNode keys) {
        JsonNode hops = keys.path("hops");
        List<String> next = new ArrayList<>();
        hops.forEach(hop -> next.add(hop.asText()));
        return before.user() != null
                && before.user().equals(keys.path("user").asText())
                && before.hops().stream().map(Hop::toString).toList().equals(next);
    }

    /** Removes a route; its mail is decided again. Empty when there is none of that name. */
    public Mono<Boolean> remove(String name) {
        return store.routes()
                .filter(route -> route.name().equals(name))
                .next()
                .flatMap(route -> store.remove(name).then(announce()).thenReturn(true))
                .defaultIfEmpty(false);
    }

    private Mono<Void> announce() {
        return read().then(changes.announce(TOPIC));
    }

    /** A route as it is shown: never its password, only whether there is one. */
    public static ObjectNode shown(Route route) {
        ObjectNode keys = SettingsFormat.values(route);
        keys.remove("password");
        if (route.sealedPassword().isPresent()) {
            keys.put("passwordSet", true);
        }
        return keys;
    }

    /** All routes as YAML, without passwords. */
    public Mono<String> export() {
        return store.routes().collectList().map(all -> {
            ObjectNode file = SettingsFormat.object();
            ArrayNode list = file.putArray("routes");
            RouteTable.of(all).routes().stream()
                    .filter(all::contains)
                    .map(Routes::shown)
                    .forEach(list::add);
            return SettingsFormat.yaml(file);
        });
    }

    /**
     * Takes the routes of a file in place of all that there are.
     *
     * @param yaml as {@link #export} writes it; routes with a user need their password in it, unless it can be kept
     * @return how many routes; fails with {@link SettingRefused}, and then nothing was changed
     */
    public Mono<Integer> takeAll(String yaml) {
        return store.routes().collectList().flatMap(before -> {
            List<Route> next = routes(yaml, before);
            Set<String> names = new HashSet<>();
            next.forEach(route -> names.add(route.name()));
            return Flux.fromIterable(next)
                    .concatMap(store::write)
                    .thenMany(Flux.fromIterable(before).filter(route -> !names.contains(route.name())))
                    .concatMap(route -> store.remove(route.name()))
                    .then(announce())
                    .thenReturn(next.size());
        });
    }

    private List<Route> routes(String yaml, List<Route> before) {
        JsonNode list = SettingsFormat.yaml(yaml).path("routes");
        if (!list.isArray()) {
            throw new SettingRefused("routes", list.isMissingNode() ? null : list, "a list");
        }
        List<Route> next = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int index = 0; index < list.size(); index++) {
            String place = "routes[" + index + "]";
            if (!(list.get(index) instanceof ObjectNode keys)) {
                throw new SettingRefused(place, list.get(index), "the keys of a route");
            }
            String name = keys.path("name").asText();
            if (!names.add(name)) {
                throw new SettingRefused(place + ".name", name, "a name that no other route has");
            }
            try {
                next.add(parse(
                        name,
                        keys,
                        before.stream()
                                .filter(route -> route.name().equals(name))
                                .findFirst()));
            } catch (SettingRefused e) {
                throw e.within(place);
            }
        }
        return next;
    }
}
