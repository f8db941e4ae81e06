package org.waypost.server.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.waypost.server.command.remote.Answer;
import org.waypost.server.command.remote.WebAdminClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waypost quota get|set}. */
@Command(
        name = "quota",
        description =
                "Limits of mailboxes. That of the user comes first, then that of the domain, then that of the server.",
        subcommands = {QuotaVerbs.Get.class, QuotaVerbs.Set.class})
final class QuotaVerbs implements Runnable {
    private static final String TARGET =
            "A user (alice@example.org), a domain (example.org), or server for the limit of all.";

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: get or set");
    }

    private static String path(String target) {
        String name = target.toLowerCase(Locale.ROOT);
        if (name.equals("server")) {
            return "/quota";
        }
        return (name.contains("@") ? "/quota/users/" : "/quota/domains/") + WebAdminClient.segment(name);
    }

    private static Answer known(Answer answer, String target) {
        if (answer.status() == 404) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "There is no " + (target.contains("@") ? "user " : "domain ") + target + ".",
                    "List them with: waypost " + (target.contains("@") ? "user" : "domain") + " list");
        }
        return Verb.done(answer, "The quota of " + target + " can't be reached");
    }

    @Command(name = "get", description = "Show limits and, for a user, what is used.")
    static final class Get extends Verb {
        @Parameters(paramLabel = "TARGET", description = TARGET)
        String target;

        @Override
        public Integer call() {
            Map<String, Object> answer =
                    known(webAdmin().get(path(target)), target).object();
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("target", target);
            if (answer.containsKey("computed") || answer.containsKey("global")) {
                result.putAll(answer);
                scope("limit that holds", answer.get("computed"));
                scope("user", answer.get("user"));
                scope("domain", answer.get("domain"));
                scope("server", answer.get("global"));
                used(answer.get("occupation"));
            } else {
                result.put("limit", answer);
                scope("server", answer);
            }
            output().result(result);
            return ExitCode.OK;
        }

        private void scope(String name, Object limit) {
            if (limit instanceof Map<?, ?> map && !map.isEmpty()) {
                output().line(name + ": size " + size(map.get("size")) + ", messages " + count(map.get("count")));
            } else {
                output().line(name + ": none");
            }
        }

        private void used(Object occupation) {
            if (occupation instanceof Map<?, ?> map) {
                output().line("used: size " + size(map.get("size")) + ", messages " + count(map.get("count")));
            }
        }

        private static String size(Object value) {
            return value instanceof Number number ? QuotaAmount.show(number.longValue()) : "not set";
        }

        private static String count(Object value) {
            if (value instanceof Number number) {
                return number.longValue() < 0 ? "unlimited" : String.valueOf(number);
            }
            return "not set";
        }
    }

    @Command(name = "set", description = "Set limits of size, of number of messages, or both.")
    static final class Set extends Verb {
        @Parameters(paramLabel = "TARGET", description = TARGET)
        String target;

        @Option(
                names = "--size",
                paramLabel = "SIZE",
                description = "Such as 500M or 2G (1024 based); unlimited; default to remove the limit of its own.")
        String size;

        @Option(names = "--count", paramLabel = "NUMBER", description = "Number of messages; unlimited; default.")
        String count;

        @Override
        public Integer call() {
            if (size == null && count == null) {
                throw new CommandLine.ParameterException(spec.commandLine(), "give --size, --count or both");
            }
            WebAdminClient server = webAdmin();
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("target", target);
            if (size != null) {
                set(server, "size", size, size.equalsIgnoreCase("default") ? 0 : QuotaAmount.size(size), result);
            }
            if (count != null) {
                set(server, "count", count, count.equalsIgnoreCase("default") ? 0 : QuotaAmount.count(count), result);
            }
            say("Set the quota of " + target + ".", result);
            return ExitCode.OK;
        }

        private void set(WebAdminClient server, String kind, String text, long amount, Map<String, Object> result) {
            String path = path(target) + "/" + kind;
            boolean remove = text.equalsIgnoreCase("default");
            known(remove ? server.delete(path) : server.put(path, String.valueOf(amount)), target);
            result.put(kind, remove ? null : amount);
        }
    }
}
