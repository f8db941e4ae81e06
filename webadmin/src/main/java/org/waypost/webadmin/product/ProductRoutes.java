package org.waypost.webadmin.product;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.apache.james.task.TaskManager;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.tasks.TaskFromRequest;
import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.JsonTransformer;
import spark.Request;
import spark.Response;
import spark.Service;

/** The routes under {@code /waypost}; each is described in docs/webadmin.md. */
public final class ProductRoutes implements Routes {
    static final String BASE = "/waypost";

    private final Version version;
    private final Optional<EngineReport> engines;
    private final Optional<Healing> healing;
    private final Optional<CertificateControl> certificates;
    private final TaskManager tasks;
    private final JsonTransformer json;

    @Inject
    ProductRoutes(
            Version version,
            Optional<EngineReport> engines,
            Optional<Healing> healing,
            Optional<CertificateControl> certificates,
            TaskManager tasks,
            JsonTransformer json) {
        this.version = version;
        this.engines = engines;
        this.healing = healing;
        this.certificates = certificates;
        this.tasks = tasks;
        this.json = json;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service http) {
        http.get(BASE + "/openapi.yaml", ProductRoutes::description);
        http.get(BASE + "/version", (request, response) -> version, json);
        http.get(BASE + "/engines", this::engines, json);
        http.get(BASE + "/healing", this::healing, json);
        http.post(
                BASE + "/healing",
                ((TaskFromRequest) request -> present(healing, "healing").run()).asRoute(tasks),
                json);
        http.get(BASE + "/certificates", (request, response) -> certificates().current(), json);
        http.post(BASE + "/certificates/reload", this::reload, json);
    }

    /** All routes of Waypost as an OpenAPI document. */
    private static String description(Request request, Response response) throws IOException {
        response.type("application/yaml");
        try (InputStream document = Version.class.getResourceAsStream("/org/waypost/webadmin/openapi.yaml")) {
            return new String(document.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Map<String, List<EngineReport.Engine>> engines(Request request, Response response) {
        return Map.of("engines", present(engines, "engines").engines());
    }

    private Map<String, List<Healing.Report>> healing(Request request, Response response) {
        return Map.of("reports", present(healing, "healing").reports());
    }

    private Map<String, Object> reload(Request request, Response response) {
        CertificateControl.Reload reload = certificates().reload();
        if (reload.outcome() == CertificateControl.Outcome.KEPT) {
            response.status(409);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("outcome", reload.outcome());
        answer.put("reason", reload.reason());
        answer.put("certificate", reload.certificate());
        return answer;
    }

    private CertificateControl certificates() {
        return present(certificates, "certificate");
    }

    private static <T> T present(Optional<T> part, String name) {
        Supplier<RuntimeException> absent = () -> ErrorResponder.builder()
                .statusCode(404)
                .type(ErrorResponder.ErrorType.NOT_FOUND)
                .message("This server was put together without %s", name)
                .haltError();
        return part.orElseThrow(absent);
    }
}
