package org.waypost.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.assembly.VerificationTable.NamedTest;

class VerificationTableTest {
    private static final Path ROOT = Path.of(System.getProperty("waypost.root"));

    @TempDir
    private Path folder;

    @Test
    void everySentenceNamesTestsThatExist() throws Exception {
        TestSources sources = TestSources.of(ROOT);
        List<String> problems = new ArrayList<>();
        for (VerificationTable.Row row :
                VerificationTable.read(ROOT.resolve("docs/verification.md")).rows()) {
            String place = "docs/verification.md:" + row.line() + " \"" + row.sentence() + "\": ";
            if (row.tests().isEmpty()) {
                problems.add(place + "no test");
            }
            for (NamedTest test : row.tests()) {
                sources.problemOf(test).ifPresent(problem -> problems.add(place + test + ": " + problem));
            }
        }

        assertThat(problems).isEmpty();
    }

    @Test
    void rowsOfAllTablesAreRead() throws Exception {
        assertThat(
                        read("""
                                # Words | with a bar

                                | sentence | test |
                                |---|---|
                                | One. | `OneTest#one`, `OneTest#other` |
                                | Two, with `code`. | `SuiteIT` |

                                | sentence | test |
                                | :--- | --- |
                                | Three. | |

                                | defect | test of the defect | test of ours |
                                |---|---|---|
                                | Four. | `StockTest#four` | `OneTest#four` |
                                | Five. | | `OneTest#five` |
                                """)
                                .rows())
                .containsExactly(
                        new VerificationTable.Row(
                                5, "One.", List.of(new NamedTest("OneTest", "one"), new NamedTest("OneTest", "other"))),
                        new VerificationTable.Row(6, "Two, with `code`.", List.of(new NamedTest("SuiteIT", ""))),
                        new VerificationTable.Row(10, "Three.", List.of()),
                        new VerificationTable.Row(
                                14,
                                "Four.",
                                List.of(new NamedTest("StockTest", "four"), new NamedTest("OneTest", "four"))),
                        new VerificationTable.Row(15, "Five.", List.of()));
    }

    @Test
    void aTestThatIsNotInTheSourcesIsAProblem() throws Exception {
        Path sources = Files.createDirectories(folder.resolve("room/src/test/java/org/example"));
        Files.writeString(sources.resolve("HereTest.java"), "class HereTest {\n    @Test\n    void holds() {}\n}\n");
        TestSources testee = TestSources.of(folder);

        assertThat(testee.problemOf(new NamedTest("HereTest", "holds"))).isEmpty();
        assertThat(testee.problemOf(new NamedTest("HereTest", ""))).isEmpty();
        assertThat(testee.problemOf(new NamedTest("HereTest", "hold")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("no method hold"));
        assertThat(testee.problemOf(new NamedTest("GoneTest", "holds")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("no class GoneTest"));
    }

    @Test
    void aPackageTellsTwoClassesOfOneNameApart() throws Exception {
        for (String place : List.of("one", "other")) {
            Path sources = Files.createDirectories(folder.resolve("room/src/test/java/org/example/" + place));
            Files.writeString(
                    sources.resolve("SameTest.java"),
                    "class SameTest {\n    @Test\n    void " + place + "Holds() {}\n}\n");
        }
        TestSources testee = TestSources.of(folder);

        assertThat(testee.problemOf(new NamedTest("SameTest", "oneHolds")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("several classes SameTest"));
        assertThat(testee.problemOf(new NamedTest("org.example.one.SameTest", "oneHolds")))
                .isEmpty();
        assertThat(testee.problemOf(new NamedTest("org.example.one.SameTest", "otherHolds")))
                .isPresent();
        assertThat(testee.problemOf(new NamedTest("org.example.none.SameTest", "")))
                .isPresent();
    }

    private VerificationTable read(String text) throws Exception {
        return VerificationTable.read(Files.writeString(folder.resolve("table.md"), text));
    }
}
