package org.waypost.server.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.waypost.server.configuration.ConfigurationChecker;
import org.waypost.server.configuration.Finding;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waypost config check}. */
@Command(name = "config", description = "Check the configuration.", subcommands = ConfigVerbs.Check.class)
final class ConfigVerbs implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: check");
    }

    @Command(
            name = "check",
            description = "Check all files as the start does, without starting. Exits with 7 when there are errors.")
    static final class Check extends Verb {
        @Override
        public Integer call() {
            Path conf = installation().conf();
            return report(this, "conf", conf, ConfigurationChecker.check(conf));
        }
    }

    /** Prints what was found in a place, and tells the exit code. */
    static int report(Verb verb, String kind, Path place, List<Finding> findings) {
        long errors = findings.stream().filter(Finding::refuses).count();
        Output output = verb.output();
        findings.forEach(finding -> output.line(finding.text()));
        output.line(errors == 0 ? place + ": ok" : place + ": " + errors + (errors == 1 ? " error" : " errors"));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(kind, place.toString());
        result.put("errors", errors);
        result.put("findings", findings.stream().map(ConfigVerbs::json).toList());
        output.result(result);
        return errors == 0 ? ExitCode.OK : ExitCode.CONFIGURATION;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        map.put("file", finding.file());
        map.put("line", finding.line());
        map.put("key", finding.key());
        map.put("value", finding.value());
        map.put("expected", finding.expected());
        return map;
    }
}
