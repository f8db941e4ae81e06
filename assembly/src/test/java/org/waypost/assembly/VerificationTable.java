package org.waypost.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table in {@code docs/verification.md}: each row is a sentence that Waypost promises, and the tests that hold it.
 *
 * <p>A test is written {@code `Class#method`}, or {@code `Class`} for a suite whose methods are inherited, with the package
 * in front where two classes have the same name. All columns but the first hold tests.
 */
record VerificationTable(List<Row> rows) {
    private static final Pattern ROW = Pattern.compile("^\\|([^|]*)\\|(.*)\\|\\s*$");
    private static final Pattern HEAD = Pattern.compile("^\\|[\\s:|-]+\\|$");
    private static final Pattern TEST = Pattern.compile("`([A-Za-z0-9_.$]+)(?:#([A-Za-z0-9_]+))?`");

    /** One promise, the line it stands on, and its tests: none when one of its columns has none. */
    record Row(int line, String sentence, List<NamedTest> tests) {}

    /** A test by its simple class name and its method; an empty method stands for all of the class. */
    record NamedTest(String className, String method) {
        @Override
        public String toString() {
            return method.isEmpty() ? className : className + "#" + method;
        }
    }

    static VerificationTable read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher row = ROW.matcher(lines.get(i));
            boolean isHead =
                    i + 1 < lines.size() && HEAD.matcher(lines.get(i + 1)).matches();
            if (row.matches() && !isHead && !HEAD.matcher(lines.get(i)).matches()) {
                rows.add(new Row(i + 1, row.group(1).strip(), tests(row.group(2))));
            }
        }
        return new VerificationTable(List.copyOf(rows));
    }

    private static List<NamedTest> tests(String cells) {
        List<List<NamedTest>> columns = Arrays.stream(cells.split("\\|", -1))
                .map(VerificationTable::testsOfOneCell)
                .toList();
        return columns.contains(List.<NamedTest>of())
                ? List.of()
                : columns.stream().flatMap(List::stream).toList();
    }

    private static List<NamedTest> testsOfOneCell(String cell) {
        return TEST.matcher(cell)
                .results()
                .map(test -> new NamedTest(test.group(1), test.group(2) == null ? "" : test.group(2)))
                .toList();
    }
}
