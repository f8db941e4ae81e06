package org.waypost.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

/** {@code waypost settings sections|show|set|unset|lock|export|import}. */
@Command(
        name = "settings",
        description =
                "Choices of server, domains and users. That of the user comes first, then that of the domain, then that of"
                        + " the server, unless it is locked above.",
        subcommands = {
            SettingsVerbs.Sections.class,
            SettingsVerbs.Show.class,
            SettingsVerbs.Set.class,
            SettingsVerbs.Unset.class,
            SettingsVerbs.Lock.class,
            SettingsVerbs.Export.class,
            SettingsVerbs.Import.class
        })
final class SettingsVerbs implements Runnable {
    private static final String BASE = "/waypost/settings";
    private static final String TARGET = "A user (alice@example.org), a domain (example.org), or server.";
    private static final String SECTION = "One of those that \"waypost settings sections\" lists.";

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "a verb is missing: sections, show, set, unset, lock, export or import");
    }

    private static String path(String target) {
        String name = target.toLowerCase(Locale.ROOT);
        if (name.equals("server")) {
            return BASE + "/server";
        }
        return BASE + (name.contains("@") ? "/users/" : "/domains/") + WebAdminClient.segment(name);
    }

    private static String path(String target, String section) {
        return path(target) + "/" + WebAdminClient.segment(section);
    }

    private static Answer changed(Answer answer, String target) {
        return Verb.done(answer, "The settings of " + target + " were not changed");
    }

    @Command(name = "sections", description = "List what there is to set.")
    static final class Sections extends Verb {
        @Override
        public Integer call() {
            Map<String, Object> sections =
                    done(webAdmin().get(BASE), "The sections can't be listed").object();
            sections.forEach((name, section) -> {
                Map<?, ?> about = (Map<?, ?>) section;
                output().line(name + ": " + about.get("about"));
                output().line("  for " + words(about.get("levels")) + "; keys: " + words(about.get("keys")));
            });
            output().result(sections);
            return ExitCode.OK;
        }

        private static String words(Object list) {
            return String.join(
                    ", ", ((List<?>) list).stream().map(String::valueOf).toList());
        }
    }

    @Command(
            name = "show",
            description = "Show what holds and where it comes from; without a section, what was said there.")
    static final class Show extends Verb {
        @Parameters(index = "0", paramLabel = "TARGET", description = TARGET)
        String target;

        @Parameters(index = "1", arity = "0..1", paramLabel = "SECTION", description = SECTION)
        String section;

        @Override
        public Integer call() {
            String path = section == null ? path(target) : path(target, section);
            Map<String, Object> shown = done(webAdmin().get(path), "The settings of " + target + " can't be shown")
                    .object();
            if (section == null) {
                shown.forEach((name, said) -> output().line(name + ": " + inline(said)));
                if (shown.isEmpty()) {
                    output().line("Nothing was set for " + target + "; all is inherited.");
                }
            } else {
                shown.forEach((name, key) -> output().line(line(name, (Map<?, ?>) key)));
            }
            output().result(shown);
            return ExitCode.OK;
        }

        private static String line(String name, Map<?, ?> key) {
            Object locked = key.get("locked");
            return name + " = " + inline(key.get("value")) + "  (" + key.get("origin")
                    + (locked == null ? "" : ", locked by " + locked) + ")";
        }

        private static String inline(Object value) {
            return value instanceof String text ? text : Json.write(value).replaceAll("\\s*\\n\\s*", " ");
        }
    }

    @Command(name = "set", description = "Set keys; others stay as they are.")
    static final class Set extends Verb {
        @Parameters(index = "0", paramLabel = "TARGET", description = TARGET)
        String target;

        @Parameters(index = "1", paramLabel = "SECTION", description = SECTION)
        String section;

        @Parameters(
                index = "2..*",
                arity = "1..*",
                paramLabel = "KEY=VALUE",
                description =
                        "VALUE is JSON where it can be read as such (true, 3, [\"a\"], {...}), else a text; @FILE reads it.")
        List<String> pairs;

        @Override
        public Integer call() throws IOException {
            Map<String, Object> keys = new LinkedHashMap<>();
            for (String pair : pairs) {
                int sign = pair.indexOf('=');
                if (sign < 1) {
                    throw new CommandLine.ParameterException(
                            spec.commandLine(), "'" + pair + "' sets nothing; expected KEY=VALUE");
                }
                keys.put(pair.substring(0, sign), value(pair.substring(sign + 1)));
            }
            changed(webAdmin().patch(path(target, section), Json.write(keys)), target);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("target", target);
            result.put("section", section);
            result.put("keys", keys);
            say("Set " + String.join(", ", keys.keySet()) + " of " + section + " for " + target + ".", result);
            return ExitCode.OK;
        }

        private Object value(String text) throws IOException {
            String said = text.startsWith("@") ? read(Path.of(text.substring(1))) : text;
            try {
                return Json.read(said);
            } catch (IOException e) {
                return said;
            }
        }
    }

    private static String read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "The file " + file + " can't be read.", "");
        }
        return Files.readString(file);
    }

    @Command(name = "unset", description = "Unset keys, so that they are inherited again; all when none is named.")
    static final class Unset extends Verb {
        @Parameters(index = "0", paramLabel = "TARGET", description = TARGET)
        String target;

        @Parameters(index = "1", paramLabel = "SECTION", description = SECTION)
        String section;

        @Parameters(index = "2..*", arity = "0..*", paramLabel = "KEY")
        List<String> names = new ArrayList<>();

        @Override
        public Integer call() {
            Map<String, Object> keys = new LinkedHashMap<>();
            names.forEach(name -> keys.put(name, null));
            WebAdminClient server = webAdmin();
            changed(
                    names.isEmpty()
                            ? server.put(path(target, section), "{}")
                            : server.patch(path(target, section), Json.write(keys)),
                    target);
            say(
                    "Unset " + (names.isEmpty() ? "all" : String.join(", ", names)) + " of " + section + " for "
                            + target + ".",
                    Map.of("target", target, "section", section, "keys", names));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "lock",
            description =
                    "Lock keys for the scopes below, in place of those that were locked; without a key, unlock all.")
    static final class Lock extends Verb {
        @Parameters(index = "0", paramLabel = "TARGET", description = "A domain (example.org), or server.")
        String target;

        @Parameters(index = "1", paramLabel = "SECTION", description = SECTION)
        String section;

        @Parameters(index = "2..*", arity = "0..*", paramLabel = "KEY")
        List<String> names = new ArrayList<>();

        @Option(names = "--all", description = "Lock every key.")
        boolean all;

        @Override
        public Integer call() {
            if (all) {
                names = List.of("*");
            }
            changed(webAdmin().put(path(target, section) + "/locked", Json.write(names)), target);
            say(
                    names.isEmpty()
                            ? "Unlocked " + section + " of " + target + "."
                            : "Locked " + String.join(", ", names) + " of " + section + " of " + target + ".",
                    Map.of("target", target, "section", section, "locked", names));
            return ExitCode.OK;
        }
    }

    @Command(name = "export", description = "Write settings as YAML.")
    static final class Export extends Verb {
        @Option(names = "--domain", paramLabel = "DOMAIN", description = "Only this domain and its users.")
        String domain;

        @Option(names = "--output", paramLabel = "FILE", description = "Where to; standard output when left out.")
        Path file;

        @Override
        public Integer call() throws IOException {
            String query = domain == null ? "" : "?domain=" + WebAdminClient.segment(domain);
            String yaml = done(webAdmin().get(BASE + "/export" + query), "The settings can't be exported")
                    .body();
            if (file == null) {
                output().line(yaml.stripTrailing());
                output().result(Map.of("yaml", yaml));
            } else {
                Files.writeString(file, yaml);
                say("Wrote " + file + ".", Map.of("file", file.toString()));
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "import", description = "Take settings over from YAML; all or none.")
    static final class Import extends Verb {
        @Parameters(paramLabel = "FILE", description = "What \"waypost settings export\" wrote.")
        Path file;

        @Option(names = "--dry-run", description = "Only check.")
        boolean dryRun;

        @Override
        public Integer call() throws IOException {
            Map<String, Object> answer = done(
                            webAdmin().post(BASE + "/import" + (dryRun ? "?dryRun" : ""), read(file)),
                            "The settings in " + file + " were not taken")
                    .object();
            List<?> scopes = (List<?>) answer.get("scopes");
            say((dryRun ? "Would take " : "Took ") + "the settings of " + scopes.size() + " scopes.", answer);
            return ExitCode.OK;
        }
    }
}
