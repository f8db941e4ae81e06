package org.waypost.server.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waypost.server.command.remote.Answer;
import org.waypost.server.command.remote.WebAdminClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code waypost expiry run|dry-run|status|report}. */
@Command(
        name = "expiry",
        description = "Delete messages by age. What is deleted is a setting of server, domain and user.",
        subcommands = {
            ExpiryVerbs.Run.class,
            ExpiryVerbs.DryRun.class,
            ExpiryVerbs.Status.class,
            ExpiryVerbs.Report.class
        })
final class ExpiryVerbs implements Runnable {
    private static final String PATH = "/waypost/expiry";

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "a verb is missing: run, dry-run, status or report");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> reports(WebAdminClient server) {
        Answer answer = Verb.done(server.get(PATH), "The expiry can't be reached");
        return (List<Map<String, Object>>) answer.object().getOrDefault("reports", List.of());
    }

    @SuppressWarnings("unchecked")
    private static String line(Map<String, Object> report) {
        Map<String, Object> all = (Map<String, Object>) report.get("all");
        return report.get("begun") + "  " + report.get("trigger")
                + (Boolean.TRUE.equals(report.get("dry")) ? "  dry run" : "")
                + "  " + report.get("outcome")
                + "  old: " + all.get("matched") + ", to delete: " + all.get("planned") + ", deleted: "
                + all.get("removed");
    }

    private abstract static class Start extends Verb {
        @Option(
                names = "--timeout",
                paramLabel = "SECONDS",
                defaultValue = "3600",
                description = "How long to wait for the end; default: 3600. 0: don't wait.")
        int timeout;

        Integer start(boolean dry) {
            WebAdminClient server = WebAdminClient.of(installation(), Duration.ofSeconds(60));
            Answer begun = done(server.post(PATH + (dry ? "?dryRun=true" : ""), ""), "The expiry could not be started");
            String task = String.valueOf(begun.object().get("taskId"));
            if (timeout == 0) {
                say("Started as task " + task + ".", Map.of("taskId", task));
                return ExitCode.OK;
            }
            Object status = await(server, task);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("taskId", task);
            result.put("status", status);
            reports(server).stream()
                    .filter(report -> Boolean.valueOf(dry).equals(report.get("dry")))
                    .findFirst()
                    .ifPresent(report -> {
                        result.put("report", report);
                        output().line(line(report));
                    });
            output().result(result);
            return "completed".equals(status) ? ExitCode.OK : ExitCode.FAILURE;
        }

        private Object await(WebAdminClient server, String task) {
            for (long left = timeout; left > 0; left -= 30) {
                Answer answer = server.get(
                        "/tasks/" + WebAdminClient.segment(task) + "/await?timeout=" + Math.min(left, 30) + "s");
                // 408: not yet at its end.
                if (answer.status() != 408) {
                    return done(answer, "The task can't be followed").object().get("status");
                }
            }
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "The expiry didn't end within " + timeout + " seconds; it goes on.",
                    "Follow it with: waypost expiry status");
        }
    }

    @Command(name = "run", description = "Delete now what is too old. Goes on with a run that was not finished.")
    static final class Run extends Start {
        @Override
        public Integer call() {
            return start(false);
        }
    }

    @Command(name = "dry-run", description = "Count what would be deleted now.")
    static final class DryRun extends Start {
        @Override
        public Integer call() {
            return start(true);
        }
    }

    @Command(name = "status", description = "Show the last run.")
    static final class Status extends Verb {
        @Override
        public Integer call() {
            List<Map<String, Object>> reports = reports(webAdmin());
            if (reports.isEmpty()) {
                say("There was no run yet.", Map.of());
                return ExitCode.OK;
            }
            say(line(reports.get(0)), reports.get(0));
            return ExitCode.OK;
        }
    }

    @Command(name = "report", description = "Show the last runs, with the numbers of each domain.")
    static final class Report extends Verb {
        @Override
        @SuppressWarnings("unchecked")
        public Integer call() {
            List<Map<String, Object>> reports = reports(webAdmin());
            for (Map<String, Object> report : reports) {
                output().line(line(report));
                ((Map<String, Map<String, Object>>) report.get("domains"))
                        .forEach((domain, counts) -> output().line("  " + domain + "  old: " + counts.get("matched")
                                + ", to delete: " + counts.get("planned") + ", deleted: " + counts.get("removed")));
                ((Map<String, Object>) report.get("failures"))
                        .forEach((folder, reason) -> output().line("  failed: " + folder + ": " + reason));
            }
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("reports", new ArrayList<>(reports));
            output().result(result);
            return ExitCode.OK;
        }
    }
}
