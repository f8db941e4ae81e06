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

/** {@code waypost quota get|set|domain}. */
@Command(
        name = "quota",
        description =
                "Limits of mailboxes. That of the user comes first, then that of the domain, then that of the server.",
        subcommands = {QuotaVerbs.Get.class, QuotaVerbs.Set.class, QuotaDomainVerb.class})
final class QuotaVerbs implements Runnable {
    private static final String TARGET =
            "A user (alice@example.org), a domain (example.org), or server for the limit of all.";

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: get, set or domain");
    }

    private static String path(String target) {
        String name = target.toLowerCase(Locale.ROOT);
        if (name.equals("server")) {
            return "/quota";
        }
        return (name.contains("@") ? "/quota/users/" : "/quota/domains/") + WebAdminClient.segment(name);
    }

    private static boolean isDomain(String target) {
        return !target.contains("@") && !target.equalsIgnoreCase("server");
    }

    static Answer known(Answer answer, String target) {
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
            if (isDomain(target)) {
                Map<String, Object> whole = known(webAdmin().get(QuotaDomainVerb.path(target)), target)
                        .object();
                result.put("total", whole.get("total"));
                result.put("used", whole.get("used"));
                output().line("total of all mailboxes: " + amounts(whole.get("total")));
                output().line("used by all mailboxes: " + amounts(whole.get("used")));
            }
            output().result(result);
            return ExitCode.OK;
        }

        private void scope(String name, Object limit) {
            output().line(name + ": " + amounts(limit));
        }

        private void used(Object occupation) {
            if (occupation instanceof Map<?, ?>) {
                output().line("used: " + amounts(occupation));
            }
        }
    }

    /** Size and number of messages, as WebAdmin gives them, for a human. */
    static String amounts(Object amounts) {
        return amounts instanceof Map<?, ?> map && !map.isEmpty()
                ? "size " + size(map.get("size")) + ", messages " + count(map.get("count"))
                : "none";
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

        @Option(
                names = "--total-size",
                paramLabel = "SIZE",
                description = "What all mailboxes of the domain may hold together; as --size.")
        String totalSize;

        @Option(
                names = "--total-count",
                paramLabel = "NUMBER",
                description = "Messages that all mailboxes of the domain may hold together; as --count.")
        String totalCount;

        @Override
        public Integer call() {
            boolean total = totalSize != null || totalCount != null;
            if (size == null && count == null && !total) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "give one of --size, --count, --total-size and --total-count");
            }
            if (total && !isDomain(target)) {
                throw new CommandLine.ParameterException(spec.commandLine(), "only a domain has a total");
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
            if (total) {
                total(server, result);
            }
            say("Set the quota of " + target + ".", result);
            return ExitCode.OK;
        }

        private void total(WebAdminClient server, Map<String, Object> result) {
            Map<String, Object> keys = new LinkedHashMap<>();
            if (totalSize != null) {
                keys.put("size", totalSize.equalsIgnoreCase("default") ? null : QuotaAmount.size(totalSize));
            }
            if (totalCount != null) {
                keys.put("count", totalCount.equalsIgnoreCase("default") ? null : QuotaAmount.count(totalCount));
            }
            known(server.put(QuotaDomainVerb.path(target), Json.write(keys)), target);
            result.put("total", keys);
        }

        private void set(WebAdminClient server, String kind, String text, long amount, Map<String, Object> result) {
            String path = path(target) + "/" + kind;
            boolean remove = text.equalsIgnoreCase("default");
            known(remove ? server.delete(path) : server.put(path, String.valueOf(amount)), target);
            result.put(kind, remove ? null : amount);
        }
    }
}
