package org.waypost.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.assembly.VerificationTable.NamedTest;

class TestReportsTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path root;

    private Path report;

    @BeforeEach
    void write() throws Exception {
        Path folder = Files.createDirectories(root.resolve("room/target/failsafe-reports"));
        report = Files.writeString(
                folder.resolve("TEST-org.example.MailIT.xml"),
                """
                <testsuite>
                  <testcase classname="org.example.MailIT" name="passes"/>
                  <testcase classname="org.example.MailIT" name="passesToo(String)[1]"/>
                  <testcase classname="org.example.MailIT" name="skipped"><skipped/></testcase>
                  <testcase classname="org.example.MailIT" name="fails"><failure>no</failure></testcase>
                  <testcase classname="org.example.MailIT$Inner" name="deep"/>
                </testsuite>
                """);
        Files.setLastModifiedTime(report, FileTime.from(START.plusSeconds(1)));
    }

    @Test
    void aTestThatPassedHolds() throws Exception {
        assertThat(TestReports.since(root, START).problemOf(new NamedTest("MailIT", "passes")))
                .isEmpty();
        assertThat(TestReports.since(root, START).problemOf(new NamedTest("MailIT", "passesToo")))
                .isEmpty();
        assertThat(TestReports.since(root, START).problemOf(new NamedTest("MailIT.Inner", "deep")))
                .isEmpty();
    }

    @Test
    void aSkippedTestIsAProblem() throws Exception {
        assertThat(TestReports.since(root, START).problemOf(new NamedTest("MailIT", "skipped")))
                .contains("skipped was skipped");
    }

    @Test
    void aFailedTestIsAProblem() throws Exception {
        assertThat(TestReports.since(root, START).problemOf(new NamedTest("MailIT", "fails")))
                .contains("fails failed");
    }

    @Test
    void aSuiteWithASkippedTestIsAProblem() throws Exception {
        assertThat(TestReports.since(root, START).problemOf(new NamedTest("MailIT", "")))
                .contains("skipped was skipped");
    }

    @Test
    void aTestThatIsNotReportedIsAProblem() throws Exception {
        assertThat(TestReports.since(root, START).problemOf(new NamedTest("MailIT", "pass")))
                .contains("it did not run in this build");
    }

    @Test
    void aReportOfAnEarlierBuildDoesNotCount() throws Exception {
        Files.setLastModifiedTime(report, FileTime.from(START.minusSeconds(1)));

        assertThat(TestReports.since(root, START).problemOf(new NamedTest("MailIT", "passes")))
                .contains("it did not run in this build");
    }
}
