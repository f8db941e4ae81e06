package org.waypost.server.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration holds errors, so the server doesn't start. The message is the whole report, one line a finding. */
public final class ConfigurationRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    /** Refuses with these findings, at least one of which is an error. */
    public ConfigurationRefused(Path conf, List<Finding> findings) {
        super(report(conf, findings));
        this.findings = List.copyOf(findings);
    }

    /** What was found, errors and warnings. */
    public List<Finding> findings() {
        return findings;
    }

    private static String report(Path conf, List<Finding> findings) {
        long errors = findings.stream().filter(Finding::refuses).count();
        return findings.stream()
                .map(Finding::text)
                .collect(Collectors.joining(
                        System.lineSeparator() + "  ",
                        "The configuration in " + conf + " has " + errors + (errors == 1 ? " error" : " errors")
                                + ", so Waypost doesn't start:" + System.lineSeparator() + "  ",
                        System.lineSeparator() + "Mend the lines above and try: waypost config check"));
    }
}
