package org.waypost.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waypost.assembly.VerificationTable.NamedTest;

/**
 * Runs last in a whole build, by its own execution: every test that {@code docs/verification.md} names has run and passed.
 * A build that was told to leave tests out ({@code -DskipITs}, {@code -Dtest}, {@code -Dit.test}) does not come here.
 */
class VerificationRun {
    private static final Path ROOT = Path.of(System.getProperty("waypost.root"));

    @Test
    void everyNamedTestRanInThisBuild() throws Exception {
        TestReports reports = TestReports.since(ROOT, Instant.parse(System.getProperty("waypost.build.start")));
        List<String> problems = new ArrayList<>();
        for (VerificationTable.Row row :
                VerificationTable.read(ROOT.resolve("docs/verification.md")).rows()) {
            for (NamedTest test : row.tests()) {
                reports.problemOf(test)
                        .ifPresent(problem ->
                                problems.add("docs/verification.md:" + row.line() + " " + test + ": " + problem));
            }
        }

        assertThat(problems).isEmpty();
    }
}
