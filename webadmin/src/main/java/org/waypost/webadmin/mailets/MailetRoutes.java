package org.waypost.webadmin.mailets;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.utils.JsonTransformer;
import spark.Service;

/** {@code /waypost/mailets}: the steps that a mail goes through; described in docs/webadmin.md. */
public final class MailetRoutes implements Routes {
    private static final String BASE = "/waypost/mailets";

    private final Optional<MailFlow> flow;
    private final JsonTransformer json;

    @Inject
    MailetRoutes(Optional<MailFlow> flow, JsonTransformer json) {
        this.flow = flow;
        this.json = json;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service http) {
        http.get(
                BASE,
                (request, response) ->
                        Map.of("processors", flow.map(MailFlow::processors).orElse(List.of())),
                json);
    }
}
