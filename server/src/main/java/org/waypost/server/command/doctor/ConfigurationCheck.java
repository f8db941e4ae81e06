package org.waypost.server.command.doctor;

import java.util.List;
import org.waypost.server.configuration.ConfigurationChecker;
import org.waypost.server.configuration.Finding;

/** The same checks as {@code waypost config check}. */
public final class ConfigurationCheck implements Check {
    @Override
    public List<Result> look(Patient patient) {
        List<Finding> findings =
                ConfigurationChecker.check(patient.installation().conf());
        if (findings.isEmpty()) {
            return List.of(Result.ok("configuration", patient.installation().conf() + " has no errors"));
        }
        return findings.stream()
                .map(finding -> finding.refuses()
                        ? Result.error(
                                "configuration", finding.text(), "Mend the line; the server won't start with it.")
                        : Result.warning("configuration", finding.text(), "Rename or remove the file."))
                .toList();
    }
}
