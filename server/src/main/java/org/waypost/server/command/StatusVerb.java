package org.waypost.server.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waypost.server.command.process.PidFile;
import org.waypost.server.command.remote.Answer;
import org.waypost.server.command.remote.WebAdminClient;
import org.waypost.server.configuration.DeclaredListener;
import org.waypost.server.configuration.DeclaredListener.Owner;
import org.waypost.server.configuration.DeclaredListeners;
import picocli.CommandLine.Command;

/** {@code waypost status}. */
@Command(
        name = "status",
        description =
                "Show whether the server runs, its engines, listeners, health and queues. Exits with 3 when it isn't"
                        + " running, with 1 when something is wrong.")
final class StatusVerb extends Verb {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Map<String, Object> result = new LinkedHashMap<>();
    private boolean wrong;

    @Override
    public Integer call() throws IOException {
        Installation installation = installation();
        Optional<ProcessHandle> process = new PidFile(installation.pidFile()).running();
        if (process.isEmpty()) {
            result.put("running", false);
            say("Not running, with its data in " + installation.var() + ".", result);
            return ExitCode.NOT_RUNNING;
        }
        running(process.get());
        listeners(installation);
        WebAdminClient server = WebAdminClient.of(installation, Duration.ofSeconds(15));
        try {
            health(server.get("/healthcheck"));
            engines(server.get("/waypost/engines"));
            countries(server.get("/waypost/country/database"));
            queues(server);
        } catch (CommandFailure e) {
            wrong = true;
            result.put("webadmin", e.getMessage());
            output().line("WebAdmin: " + e.getMessage() + (e.remedy().isEmpty() ? "" : " " + e.remedy()));
        }
        result.put("ok", !wrong);
        output().result(result);
        return wrong ? ExitCode.FAILURE : ExitCode.OK;
    }

    private void running(ProcessHandle process) {
        result.put("running", true);
        result.put("pid", process.pid());
        String since = process.info()
                .startInstant()
                .map(start -> {
                    result.put("since", start.toString());
                    Duration up = Duration.between(start, Instant.now());
                    return " since " + TIME.format(start) + " (" + up.toDays() + "d " + up.toHoursPart() + "h "
                            + up.toMinutesPart() + "m)";
                })
                .orElse("");
        output().line("Running as process " + process.pid() + since + ".");
    }

    private void listeners(Installation installation) {
        List<Map<String, Object>> all = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        List<String> answering = new ArrayList<>();
        for (DeclaredListener listener : DeclaredListeners.read(installation.conf())) {
            if (!listener.enabled() || listener.port() == 0 || listener.owner() != Owner.SERVER) {
                continue;
            }
            boolean answers = answers(listener);
            String text = listener.name() + " " + listener.host() + ":" + listener.port();
            (answers ? answering : silent).add(text);
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("name", listener.name());
            map.put("host", listener.host());
            map.put("port", listener.port());
            map.put("answers", answers);
            all.add(map);
        }
        result.put("listeners", all);
        output().line("Listening: " + (answering.isEmpty() ? "nothing" : String.join(", ", answering)));
        if (!silent.isEmpty()) {
            wrong = true;
            output().line("Not answering: " + String.join(", ", silent));
        }
    }

    private static boolean answers(DeclaredListener listener) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(listener.reachableHost(), listener.port()), 2000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void health(Answer answer) {
        Map<String, Object> health = answer.object();
        List<Object> failing = new ArrayList<>();
        if (health.get("checks") instanceof List<?> checks) {
            for (Object check : checks) {
                if (check instanceof Map<?, ?> map && !"healthy".equalsIgnoreCase(String.valueOf(map.get("status")))) {
                    failing.add(map.get("componentName") + " is " + map.get("status")
                            + (map.get("cause") == null ? "" : ": " + map.get("cause")));
                }
            }
        }
        result.put("health", health.getOrDefault("status", "unknown"));
        result.put("failing", failing);
        output().line("Health: " + health.getOrDefault("status", "unknown"));
        failing.forEach(line -> output().line("  " + line));
        wrong |= !failing.isEmpty() || !answer.done();
    }

    private void engines(Answer answer) {
        if (!answer.done()) {
            result.put("engines", List.of());
            return;
        }
        List<Object> engines = answer.body().strip().startsWith("[")
                ? answer.list()
                : answer.object().get("engines") instanceof List<?> list ? List.copyOf(list) : List.of(answer.object());
        result.put("engines", engines);
        for (Object engine : engines) {
            if (engine instanceof Map<?, ?> map) {
                List<String> facts = new ArrayList<>();
                map.forEach((key, value) -> {
                    if (value != null && !key.equals("name")) {
                        facts.add(key + " " + value);
                    }
                });
                wrong |= map.get("state") != null && !"READY".equals(map.get("state"));
                output().line("Engine " + map.get("name") + ": " + String.join(", ", facts));
            }
        }
    }

    /** Its age is a matter of the health check. */
    private void countries(Answer answer) {
        if (answer.done()) {
            result.put("countries", answer.object());
            output().line("Countries: " + CountryVerbs.described(answer.object()));
        }
    }

    private void queues(WebAdminClient server) {
        Answer names = server.get("/mailQueues");
        Map<String, Object> sizes = new LinkedHashMap<>();
        if (names.done()) {
            for (Object name : names.list()) {
                Answer queue = server.get("/mailQueues/" + WebAdminClient.segment(String.valueOf(name)));
                if (queue.done()) {
                    sizes.put(String.valueOf(name), queue.object().get("size"));
                }
            }
        }
        result.put("queues", sizes);
        List<String> texts = new ArrayList<>();
        sizes.forEach((name, size) -> texts.add(name + " " + size));
        output().line("Queues: " + (texts.isEmpty() ? "none" : String.join(", ", texts)));
    }
}
