package org.waypost.server.command.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.waypost.server.command.CommandFailure;
import org.waypost.server.command.remote.Answer;
import org.waypost.server.command.remote.WebAdminClient;

/** The engines and the server's own health checks, asked over WebAdmin. */
public final class EnginesCheck implements Check {
    @Override
    public List<Result> look(Patient patient) {
        if (patient.webAdmin().isEmpty()) {
            return List.of(
                    patient.running()
                            ? Result.warning(
                                    "engines", "WebAdmin doesn't answer, so nobody can be asked", "Look at the log.")
                            : Result.ok("engines", "not looked at, since the server is stopped"));
        }
        List<Result> results = new ArrayList<>();
        WebAdminClient server = patient.webAdmin().get();
        try {
            engines(server.get("/waypost/engines"), results);
            health(server.get("/healthcheck"), results);
        } catch (CommandFailure e) {
            results.add(Result.error("engines", e.getMessage(), e.remedy()));
        }
        return results;
    }

    private static void engines(Answer answer, List<Result> results) {
        if (answer.object().get("engines") instanceof List<?> engines) {
            for (Object engine : engines) {
                if (engine instanceof Map<?, ?> map) {
                    results.add(engine(map));
                }
            }
        } else {
            results.add(Result.warning(
                    "engines",
                    "the server doesn't tell: " + answer.reason(),
                    "Is it of the same version as the command?"));
        }
    }

    private static Result engine(Map<?, ?> engine) {
        String found = engine.entrySet().stream()
                .filter(entry -> entry.getValue() != null && !"name".equals(entry.getKey()))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        String name = "engine " + engine.get("name");
        String remedy = "A local engine is started again by itself; its log is in the log folder. "
                + "An external one is yours: can this machine reach it?";
        return switch (String.valueOf(engine.get("state"))) {
            case "READY" -> Result.ok(name, found);
            case "STARTING" -> Result.warning(name, found, "Wait a minute and look again.");
            default -> Result.error(name, found, remedy);
        };
    }

    private static void health(Answer answer, List<Result> results) {
        if (!(answer.object().get("checks") instanceof List<?> checks)) {
            results.add(Result.warning("health", answer.reason(), "Look at the log."));
            return;
        }
        int healthy = 0;
        for (Object check : checks) {
            if (check instanceof Map<?, ?> map && "healthy".equalsIgnoreCase(String.valueOf(map.get("status")))) {
                healthy++;
            } else if (check instanceof Map<?, ?> map) {
                String found = map.get("componentName") + " is " + map.get("status")
                        + (map.get("cause") == null ? "" : ": " + map.get("cause"));
                boolean degraded = "degraded".equalsIgnoreCase(String.valueOf(map.get("status")));
                results.add(
                        degraded
                                ? Result.warning("health", found, "Look at the log.")
                                : Result.error("health", found, "Look at the log."));
            }
        }
        results.add(Result.ok("health", healthy + " of " + checks.size() + " checks are healthy"));
    }
}
