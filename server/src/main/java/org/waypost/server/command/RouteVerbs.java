package org.waypost.server.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.waypost.server.command.remote.Answer;
import org.waypost.server.command.remote.WebAdminClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waypost route list|show|set|remove|check|test|explain|export|import}. */
@Command(
        name = "route",
        description =
                "How mail leaves for other servers. The first route whose conditions hold sends it; default sends the"
                        + " rest.",
        subcommands = {
            RouteVerbs.ListAll.class,
            RouteVerbs.Show.class,
            RouteSetVerb.class,
            RouteVerbs.Remove.class,
            RouteVerbs.Check.class,
            RouteVerbs.Test.class,
            RouteVerbs.Explain.class,
            RouteVerbs.Export.class,
            RouteVerbs.Import.class
        })
final class RouteVerbs implements Runnable {
    static final String BASE = "/waypost/routes";

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "a verb is missing: list, show, set, remove, check, test, explain, export or import");
    }

    static String path(String name) {
        return BASE + "/" + WebAdminClient.segment(name);
    }

    static Answer known(Answer answer, String name) {
        if (answer.status() == 404) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, "There is no route " + name + ".", "List them with: waypost route list");
        }
        return Verb.done(answer, "The route " + name + " can't be reached");
    }

    /** The objects of a list in an answer. */
    private static List<Map<?, ?>> objects(Answer answer, String key) {
        List<Map<?, ?>> objects = new ArrayList<>();
        if (answer.object().get(key) instanceof List<?> list) {
            list.forEach(each -> {
                if (each instanceof Map<?, ?> map) {
                    objects.add(map);
                }
            });
        }
        return objects;
    }

    private static String line(Map<?, ?> route) {
        StringBuilder line = new StringBuilder(String.valueOf(route.get("name")));
        route.forEach((key, value) -> {
            if (!key.equals("name")
                    && value != null
                    && !Boolean.FALSE.equals(value)
                    && !String.valueOf(value).equals("{}")) {
                line.append("  ").append(key).append(' ').append(value);
            }
        });
        return line.toString();
    }

    @Command(name = "list", description = "List all routes in the order in which they are asked.")
    static final class ListAll extends Verb {
        @Override
        public Integer call() {
            Answer answer = done(webAdmin().get(BASE), "The routes can't be listed");
            objects(answer, "routes").forEach(route -> output().line(line(route)));
            output().result(answer.object());
            return ExitCode.OK;
        }
    }

    @Command(name = "show", description = "Show a route. Its password is never shown.")
    static final class Show extends Verb {
        @Parameters(paramLabel = "NAME", description = "The route.")
        String name;

        @Override
        public Integer call() {
            Map<String, Object> route = known(webAdmin().get(path(name)), name).object();
            route.forEach((key, value) -> output().line(key + ": " + value));
            output().result(route);
            return ExitCode.OK;
        }
    }

    @Command(name = "remove", description = "Remove a route. Its mail that waits takes another one.")
    static final class Remove extends Verb {
        @Parameters(paramLabel = "NAME", description = "The route.")
        String name;

        @Override
        public Integer call() {
            known(webAdmin().delete(path(name)), name);
            say("Removed the route " + name + ".", Map.of("route", name, "removed", true));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "check",
            description =
                    "Look for what makes other servers mistrust a route: source address, PTR, name in EHLO, SPF. Exits"
                            + " with 1 when something is wrong.")
    static final class Check extends Verb {
        @Parameters(paramLabel = "NAME", description = "The route.")
        String name;

        @Override
        public Integer call() {
            Answer answer = known(patient(this).post(path(name) + "/check", ""), name);
            boolean good = true;
            for (Map<?, ?> finding : objects(answer, "findings")) {
                boolean fine = Boolean.TRUE.equals(finding.get("good"));
                good &= fine;
                output().line((fine ? "ok       " : "warning  ") + finding.get("name") + ": " + finding.get("about"));
            }
            if (objects(answer, "findings").isEmpty()) {
                output().line("Nothing to check: the route has neither a source address nor hops.");
            }
            output().result(answer.object());
            return good ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    private static WebAdminClient patient(Verb verb) {
        return WebAdminClient.of(verb.installation(), java.time.Duration.ofMinutes(5));
    }

    @Command(
            name = "test",
            description =
                    "Connect as the route does, as far as a mail would go, and leave without sending. Exits with 1"
                            + " when a step fails.")
    static final class Test extends Verb {
        @Parameters(paramLabel = "NAME", description = "The route.")
        String name;

        @Option(names = "--domain", paramLabel = "DOMAIN", description = "Whose servers, when the route has no hops.")
        String domain;

        @Override
        public Integer call() {
            String query = domain == null ? "" : "?domain=" + WebAdminClient.segment(domain);
            Answer answer = known(patient(this).post(path(name) + "/test" + query, ""), name);
            boolean good = true;
            for (Map<?, ?> step : objects(answer, "steps")) {
                boolean fine = Boolean.TRUE.equals(step.get("done"));
                good &= fine;
                output().line((fine ? "ok      " : "failed  ") + step.get("server") + "  " + step.get("step") + ": "
                        + step.get("said"));
            }
            output().result(answer.object());
            return good ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    @Command(name = "explain", description = "Say which route a mail takes, and why no other.")
    static final class Explain extends Verb {
        @Parameters(index = "0", paramLabel = "SENDER", description = "Envelope sender; <> for none.")
        String sender;

        @Parameters(index = "1", paramLabel = "RECIPIENT", description = "One recipient.")
        String recipient;

        @Option(names = "--user", paramLabel = "USER", description = "Who authenticated.")
        String user;

        @Option(names = "--size", paramLabel = "OCTETS", description = "Size of the message.")
        String size;

        @Override
        public Integer call() {
            String query = "?sender=" + WebAdminClient.segment(sender) + "&recipient="
                    + WebAdminClient.segment(recipient)
                    + (user == null ? "" : "&user=" + WebAdminClient.segment(user))
                    + (size == null ? "" : "&size=" + WebAdminClient.segment(size));
            Answer answer = done(webAdmin().get(BASE + "-explained" + query), "That can't be explained");
            objects(answer, "considered").forEach(each -> output().line(each.get("route")
                    + (Boolean.TRUE.equals(each.get("takes")) ? " takes it: " : " doesn't: ")
                    + each.get("why")));
            output().result(answer.object());
            return ExitCode.OK;
        }
    }

    @Command(name = "export", description = "Print all routes as YAML, without passwords.")
    static final class Export extends Verb {
        @Override
        public Integer call() {
            Answer answer = done(webAdmin().get(BASE + ".yaml"), "The routes can't be exported");
            say(answer.body().stripTrailing(), Map.of("yaml", answer.body()));
            return ExitCode.OK;
        }
    }

    @Command(name = "import", description = "Take the routes of a file in place of all. Passwords may stand in it.")
    static final class Import extends Verb {
        @Parameters(paramLabel = "FILE", description = "As export prints it; - for standard input.")
        String file;

        @Override
        public Integer call() throws IOException {
            String yaml = file.equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
            Answer answer = done(webAdmin().put(BASE + ".yaml", yaml), "The routes can't be taken");
            say("Took " + answer.object().get("routes") + " routes.", answer.object());
            return ExitCode.OK;
        }
    }
}
