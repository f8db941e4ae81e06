package org.waypost.webadmin.quota;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.ErrorResponder.ErrorType;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.policy.quota.DomainTotal;
import org.waypost.policy.quota.DomainUse;
import org.waypost.policy.quota.Use;
import spark.HaltException;
import spark.Request;
import spark.Response;
import spark.Service;

/** The routes under {@code /waypost/quota/domains}; each is described in docs/webadmin.md. */
public final class DomainQuotaRoutes implements Routes {
    static final String BASE = "/waypost/quota/domains";

    private static final String ONE = BASE + "/:domain";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int AT_ONCE = 16;
    private static final int USERS_SHOWN = 100;
    private static final int MOST_USERS_SHOWN = 10_000;

    private final DomainList domains;
    private final AccountSettings settings;
    private final DomainUse use;
    private final JsonTransformer json;

    @Inject
    DomainQuotaRoutes(DomainList domains, AccountSettings settings, DomainUse use, JsonTransformer json) {
        this.domains = domains;
        this.settings = settings;
        this.use = use;
        this.json = json;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service http) {
        http.get(BASE, this::all, json);
        http.get(ONE, this::one, json);
        http.put(ONE, this::set, json);
        http.post(ONE, this::recount, json);
    }

    private Map<String, Object> all(Request request, Response response) throws DomainListException {
        return Map.of("domains", domains.getDomains().stream().map(this::total).toList());
    }

    private Map<String, Object> one(Request request, Response response) throws DomainListException {
        Domain domain = known(request);
        Map<String, Object> answer = total(domain);
        answer.put(
                "users",
                use.usersOf(domain)
                        .flatMap(user -> use.of(user).map(used -> Map.entry(user.asString(), used)), AT_ONCE)
                        .sort(Comparator.comparingLong((Map.Entry<String, Use> each) ->
                                        each.getValue().bytes())
                                .reversed()
                                .thenComparing(Map.Entry::getKey))
                        .take(shown(request))
                        .map(each -> {
                            Map<String, Object> row = new LinkedHashMap<>();
                            row.put("user", each.getKey());
                            row.putAll(amounts(each.getValue()));
                            return row;
                        })
                        .collectList()
                        .block(PATIENCE));
        return answer;
    }

    private static int shown(Request request) {
        String limit = request.queryParamOrDefault("limit", String.valueOf(USERS_SHOWN));
        if (!limit.matches("\\d{1,5}") || Integer.parseInt(limit) > MOST_USERS_SHOWN) {
            throw wrong("limit is '" + limit + "', expected a whole number up to " + MOST_USERS_SHOWN);
        }
        return Integer.parseInt(limit);
    }

    private Object set(Request request, Response response) throws DomainListException {
        Domain domain = known(request);
        try {
            ObjectNode keys = SettingsFormat.object(request.body());
            settings.set(Scope.domain(domain), DomainTotal.SECTION.name(), keys).block(PATIENCE);
        } catch (SettingRefused e) {
            throw wrong(e.getMessage());
        }
        return total(domain);
    }

    private Map<String, Object> recount(Request request, Response response) throws DomainListException {
        Domain domain = known(request);
        String action = request.queryParams("action");
        if (!"recount".equals(action)) {
            throw wrong("action is '" + action + "', expected recount");
        }
        use.recount(Set.of(domain), Duration.ZERO).block(PATIENCE);
        return total(domain);
    }

    private Map<String, Object> total(Domain domain) {
        DomainTotal total = settings.of(domain, DomainTotal.SECTION).block(PATIENCE);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("domain", domain.asString());
        answer.put("total", amounts(new Use(total.count(), total.size())));
        answer.put("used", amounts(use.of(domain).block(PATIENCE)));
        return answer;
    }

    /** -1 stands for no limit. */
    private static Map<String, Object> amounts(Use use) {
        Map<String, Object> amounts = new LinkedHashMap<>();
        amounts.put("size", use.bytes());
        amounts.put("count", use.messages());
        return amounts;
    }

    private Domain known(Request request) throws DomainListException {
        String name = request.params(":domain");
        try {
            Domain domain = Domain.of(name);
            if (domains.containsDomain(domain)) {
                return domain;
            }
        } catch (IllegalArgumentException e) {
            throw wrong("domain is '" + name + "', expected the name of a domain");
        }
        throw ErrorResponder.builder()
                .statusCode(404)
                .type(ErrorType.NOT_FOUND)
                .message("There is no domain '%s'", name)
                .haltError();
    }

    private static HaltException wrong(String message) {
        return ErrorResponder.builder()
                .statusCode(400)
                .type(ErrorType.INVALID_ARGUMENT)
                .message("%s", message)
                .haltError();
    }
}
