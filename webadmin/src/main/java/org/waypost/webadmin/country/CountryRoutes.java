package org.waypost.webadmin.country;

import com.google.common.net.InetAddresses;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.waypost.policy.country.CountryDatabase;
import org.waypost.policy.country.Origin;
import spark.Request;
import spark.Response;
import spark.Service;

/** The routes under {@code /waypost/country}; each is described in docs/webadmin.md. */
public final class CountryRoutes implements Routes {
    private static final String BASE = "/waypost/country";

    private final CountryDatabase database;
    private final JsonTransformer json;

    @Inject
    CountryRoutes(CountryDatabase database, JsonTransformer json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service http) {
        http.get(BASE + "/lookup/:ip", this::lookUp, json);
        http.get(BASE + "/database", (request, response) -> shown(), json);
        http.post(BASE + "/database/reload", this::reload, json);
    }

    /**
     * Where an address is.
     *
     * @param address the address
     * @param country the code of the country; absent when it is in none
     * @param kind    {@code country}, {@code unknown}, or the kind of a special range
     * @param text    the same for a reader
     * @param local   whether rules on countries leave such an address alone
     */
    record Found(String address, Optional<String> country, String kind, String text, boolean local) {}

    private Found lookUp(Request request, Response response) {
        String given = request.params("ip");
        if (!InetAddresses.isInetAddress(given)) {
            throw ErrorResponder.builder()
                    .statusCode(400)
                    .type(ErrorResponder.ErrorType.INVALID_ARGUMENT)
                    .message("ip is '%s', expected an IPv4 or IPv6 address", given)
                    .haltError();
        }
        Origin origin = database.of(InetAddresses.forString(given));
        boolean known = origin instanceof Origin.Country;
        return new Found(
                given,
                known ? Optional.of(origin.word()) : Optional.empty(),
                known ? "country" : origin.word(),
                origin.text(),
                origin.local());
    }

    /**
     * The table in use.
     *
     * @param source  its file, or {@code shipped}
     * @param type    what its publisher calls it
     * @param built   when its publisher made it
     * @param ageDays whole days since then
     * @param tooOld  whether the health check warns of its age
     * @param loaded  when this server began to use it
     * @param problem why a newer file was not taken; empty when nothing is wrong
     */
    record Shown(
            String source, String type, Instant built, long ageDays, boolean tooOld, Instant loaded, String problem) {}

    private Shown shown() {
        CountryDatabase.Status status = database.status();
        return new Shown(
                status.source(),
                status.type(),
                status.built(),
                status.age().toDays(),
                status.old(),
                status.loaded(),
                status.problem().orElse(""));
    }

    private Map<String, Object> reload(Request request, Response response) {
        CountryDatabase.Outcome outcome = database.reload();
        Map<String, Object> answer = new LinkedHashMap<>();
        if (outcome instanceof CountryDatabase.Outcome.Kept kept) {
            response.status(409);
            answer.put("outcome", "KEPT");
            answer.put("reason", kept.reason());
        } else {
            answer.put("outcome", outcome instanceof CountryDatabase.Outcome.Replaced ? "REPLACED" : "UNCHANGED");
            answer.put("reason", "");
        }
        answer.put("database", shown());
        return answer;
    }
}
