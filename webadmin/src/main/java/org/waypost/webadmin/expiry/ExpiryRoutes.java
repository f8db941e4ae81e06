package org.waypost.webadmin.expiry;

import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.task.Task;
import org.apache.james.task.TaskManager;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.tasks.TaskFromRequest;
import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.JsonTransformer;
import spark.Request;
import spark.Service;

/** {@code /waypost/expiry}: runs and their reports; described in docs/webadmin.md. */
public final class ExpiryRoutes implements Routes {
    private static final String BASE = "/waypost/expiry";
    private static final String DRY = "dryRun";

    private final Optional<ExpiryControl> expiry;
    private final TaskManager tasks;
    private final JsonTransformer json;

    @Inject
    ExpiryRoutes(Optional<ExpiryControl> expiry, TaskManager tasks, JsonTransformer json) {
        this.expiry = expiry;
        this.tasks = tasks;
        this.json = json;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service http) {
        http.get(BASE, (request, response) -> Map.of("reports", control().reports()), json);
        http.post(BASE, ((TaskFromRequest) this::run).asRoute(tasks), json);
    }

    private Task run(Request request) {
        String dry = request.queryParams(DRY);
        return control()
                .run(
                        switch (dry == null ? "false" : dry) {
                            case "", "true" -> true;
                            case "false" -> false;
                            default ->
                                throw ErrorResponder.builder()
                                        .statusCode(400)
                                        .type(ErrorResponder.ErrorType.INVALID_ARGUMENT)
                                        .message("%s is '%s', expected true or false", DRY, dry)
                                        .haltError();
                        });
    }

    private ExpiryControl control() {
        return expiry.orElseThrow(() -> ErrorResponder.builder()
                .statusCode(404)
                .type(ErrorResponder.ErrorType.NOT_FOUND)
                .message("This server was put together without expiry")
                .haltError());
    }
}
