package org.waypost.webadmin.routes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.ErrorResponder.ErrorType;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.waypost.accounts.routes.Envelope;
import org.waypost.accounts.routes.Route;
import org.waypost.accounts.routes.RouteProbe;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;
import spark.Request;
import spark.Response;
import spark.Service;

/** {@code /waypost/routes}: how mail leaves for other servers; each is described in docs/webadmin.md. */
public final class MailRoutes implements Routes {
    static final String BASE = "/waypost/routes";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final org.waypost.accounts.routes.Routes routes;
    private final RouteProbe probe;
    private final JsonTransformer json;

    @Inject
    MailRoutes(org.waypost.accounts.routes.Routes routes, RouteProbe probe, JsonTransformer json) {
        this.routes = routes;
        this.probe = probe;
        this.json = json;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service http) {
        http.get(BASE, this::list);
        http.get(BASE + ".yaml", this::export);
        http.put(BASE + ".yaml", this::take, json);
        http.get(BASE + "-explained", this::explain, json);
        http.get(BASE + "/:name", this::show);
        http.put(BASE + "/:name", this::set);
        http.delete(BASE + "/:name", this::remove);
        http.post(BASE + "/:name/test", this::test, json);
        http.post(BASE + "/:name/check", this::check, json);
    }

    private Object list(Request request, Response response) {
        ObjectNode answer = SettingsFormat.object();
        var list = answer.putArray("routes");
        routes.table().routes().stream()
                .map(org.waypost.accounts.routes.Routes::shown)
                .forEach(list::add);
        return SettingsFormat.json(answer);
    }

    private Object show(Request request, Response response) {
        return SettingsFormat.json(org.waypost.accounts.routes.Routes.shown(named(request)));
    }

    private Route named(Request request) {
        String name = request.params("name");
        return routes.table().named(name).orElseThrow(() -> absent(name));
    }

    private static RuntimeException absent(String name) {
        return ErrorResponder.builder()
                .statusCode(404)
                .type(ErrorType.NOT_FOUND)
                .message("There is no route %s", name)
                .haltError();
    }

    private Object set(Request request, Response response) {
        Route route = routes.set(request.params("name"), SettingsFormat.object(request.body()))
                .block(PATIENCE);
        return SettingsFormat.json(org.waypost.accounts.routes.Routes.shown(route));
    }

    private Object remove(Request request, Response response) {
        String name = request.params("name");
        if (!Boolean.TRUE.equals(routes.remove(name).block(PATIENCE))) {
            throw absent(name);
        }
        response.status(204);
        return "";
    }

    private Object export(Request request, Response response) {
        response.type("application/yaml");
        return routes.export().block(PATIENCE);
    }

    private Object take(Request request, Response response) {
        return Map.of("routes", routes.takeAll(request.body()).block(PATIENCE));
    }

    private Object explain(Request request, Response response) {
        String sender = request.queryParamOrDefault("sender", "");
        String user = request.queryParamOrDefault("user", "");
        Envelope envelope = new Envelope(
                sender.isEmpty() || sender.equals("<>") ? Optional.empty() : Optional.of(address("sender", sender)),
                user.isEmpty() ? Optional.empty() : Optional.of(Username.of(user)),
                address("recipient", request.queryParamOrDefault("recipient", "")),
                size(request.queryParamOrDefault("size", "0")));
        return Map.of(
                "route",
                routes.table().decide(envelope).name(),
                "considered",
                routes.table().explain(envelope).stream()
                        .map(each -> Map.of("route", each.route(), "takes", each.takes(), "why", each.why()))
                        .toList());
    }

    private static MailAddress address(String key, String text) {
        try {
            return new MailAddress(text);
        } catch (AddressException e) {
            throw new SettingRefused(key, text, "an address such as bob@example.org");
        }
    }

    private static long size(String text) {
        if (!text.matches("\\d{1,15}")) {
            throw new SettingRefused("size", text, "a number of octets");
        }
        return Long.parseLong(text);
    }

    private Object test(Request request, Response response) {
        Route route = named(request);
        String domain = request.queryParamOrDefault("domain", "");
        if (route.hops().isEmpty() && !domain.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
            throw new SettingRefused(
                    "domain", domain.isEmpty() ? null : domain, "a domain to connect to, for the route has no hops");
        }
        List<Map<String, Object>> steps = probe.test(route, domain).stream()
                .map(step -> Map.<String, Object>of(
                        "server", step.target(), "step", step.name(), "done", step.done(), "said", step.said()))
                .toList();
        return Map.of("steps", steps);
    }

    private Object check(Request request, Response response) {
        List<Map<String, Object>> findings = probe.check(named(request)).stream()
                .map(finding -> Map.<String, Object>of(
                        "name", finding.name(), "good", finding.good(), "about", finding.about()))
                .toList();
        return Map.of("findings", findings);
    }
}
