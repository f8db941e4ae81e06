package org.waypost.webadmin.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.inject.Inject;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.james.webadmin.Routes;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsArchive;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.accounts.settings.StoredSection;
import spark.Request;
import spark.Response;
import spark.Service;

/** The routes under {@code /waypost/settings}; each is described in docs/webadmin.md. */
public final class SettingsRoutes implements Routes {
    static final String BASE = "/waypost/settings";

    private final AccountSettings settings;
    private final SettingsArchive archive;
    private final UsersRepository users;
    private final DomainList domains;

    @Inject
    SettingsRoutes(AccountSettings settings, UsersRepository users, DomainList domains) {
        this.settings = settings;
        this.archive = new SettingsArchive(settings);
        this.users = users;
        this.domains = domains;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service http) {
        http.get(BASE, (request, response) -> json(response, sections()));
        http.get(BASE + "/export", this::export);
        http.post(BASE + "/import", this::take);
        define(http, BASE + "/server", request -> Scope.server());
        define(http, BASE + "/domains/:domain", this::domain);
        define(http, BASE + "/users/:user", this::user);
    }

    private void define(Service http, String base, Function<Request, Scope> scopes) {
        String section = base + "/:section";
        http.get(base, (request, response) -> json(response, said(scopes.apply(request))));
        http.get(section, (request, response) -> json(response, explained(scopes.apply(request), request)));
        http.patch(
                section,
                (request, response) -> done(response, () -> settings.set(
                                scopes.apply(request), name(request), SettingsFormat.object(request.body()))
                        .block()));
        http.put(section, (request, response) -> done(response, () -> replace(scopes.apply(request), request)));
        http.delete(
                section,
                (request, response) -> done(response, () -> settings.replace(
                                scopes.apply(request),
                                name(request),
                                new StoredSection(SettingsFormat.object(), Set.of()))
                        .block()));
        http.put(
                section + "/locked",
                (request, response) ->
                        done(response, () -> settings.lock(scopes.apply(request), name(request), keys(request.body()))
                                .block()));
    }

    /** All sections, with their keys. */
    private ObjectNode sections() {
        ObjectNode all = SettingsFormat.object();
        for (Section<?> section : settings.sections().all()) {
            ObjectNode one = all.putObject(section.name());
            one.put("about", section.about());
            section.levels().stream().sorted().forEach(level -> one.withArray("levels")
                    .add(level.toString()));
            Arrays.stream(section.type().getRecordComponents())
                    .forEach(component -> one.withArray("keys").add(component.getName()));
        }
        return all;
    }

    private ObjectNode said(Scope scope) {
        ObjectNode answer = SettingsFormat.object();
        settings.said(scope).block().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> {
                    ObjectNode section = answer.putObject(each.getKey());
                    section.set("values", each.getValue().values());
                    ArrayNode locked = section.putArray("locked");
                    new TreeSet<>(each.getValue().locked()).forEach(locked::add);
                });
        return answer;
    }

    private ObjectNode explained(Scope scope, Request request) {
        ObjectNode answer = SettingsFormat.object();
        Refusals.answer(() -> settings.explain(scope, name(request)).block())
                .keys()
                .forEach((name, key) -> {
                    ObjectNode one = answer.putObject(name);
                    one.set("value", key.value());
                    one.put("origin", key.origin());
                    if (!key.locked().isEmpty()) {
                        one.put("locked", key.locked());
                    }
                });
        return answer;
    }

    /** Replaces the values and leaves the locks. */
    private void replace(Scope scope, Request request) {
        ObjectNode values = SettingsFormat.object(request.body());
        Set<String> locked = Optional.ofNullable(settings.said(scope).block().get(name(request)))
                .map(StoredSection::locked)
                .orElse(Set.of());
        settings.replace(scope, name(request), new StoredSection(values, locked))
                .block();
    }

    private static Set<String> keys(String body) {
        JsonNode node = SettingsFormat.value(body);
        if (!node.isArray()) {
            throw new SettingRefused("", body, "a JSON array of keys, or [\"*\"] for all");
        }
        Set<String> keys = new HashSet<>();
        node.forEach(key -> keys.add(key.asText()));
        return keys;
    }

    private Object export(Request request, Response response) {
        String domain = request.queryParams("domain");
        Predicate<Scope> chosen = domain == null ? scope -> true : within(Refusals.answer(() -> named(domain)));
        response.type("application/yaml");
        return archive.export(chosen).block();
    }

    private static Predicate<Scope> within(Domain domain) {
        return scope -> scope instanceof Scope.OfDomain of && of.domain().equals(domain)
                || scope instanceof Scope.OfUser user
                        && user.user().getDomainPart().filter(domain::equals).isPresent();
    }

    private Object take(Request request, Response response) {
        boolean dryRun = request.queryParams().contains("dryRun");
        ObjectNode answer = SettingsFormat.object();
        answer.put("dryRun", dryRun);
        ArrayNode scopes = answer.putArray("scopes");
        Refusals.answer(() -> archive.take(request.body(), dryRun).block())
                .forEach(scope -> scopes.add(scope.asString()));
        return json(response, answer);
    }

    private static String name(Request request) {
        return request.params("section");
    }

    private Scope domain(Request request) {
        Domain domain = Refusals.answer(() -> named(request.params("domain")));
        try {
            if (domains.containsDomain(domain)) {
                return Scope.domain(domain);
            }
        } catch (DomainListException e) {
            throw new IllegalStateException("the list of domains can't be read", e);
        }
        throw Refusals.notFound("There is no domain " + domain.asString());
    }

    private static Domain named(String text) {
        try {
            return Domain.of(text);
        } catch (IllegalArgumentException e) {
            throw new SettingRefused("domain", text, "a domain such as example.org");
        }
    }

    private Scope user(Request request) {
        String text = request.params("user");
        try {
            Username user = Username.of(text);
            if (users.contains(user)) {
                return Scope.user(user);
            }
        } catch (IllegalArgumentException e) {
            throw Refusals.refused(new SettingRefused("user", text, "a user such as bob@example.org"));
        } catch (UsersRepositoryException e) {
            throw new IllegalStateException("the users can't be read", e);
        }
        throw Refusals.notFound("There is no user " + text);
    }

    private static String json(Response response, JsonNode answer) {
        response.type("application/json");
        return SettingsFormat.json(answer);
    }

    private static String done(Response response, Runnable action) {
        Refusals.answer(() -> {
            action.run();
            return true;
        });
        response.status(204);
        return "";
    }
}
