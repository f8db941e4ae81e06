package org.waypost.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources of all tests of the checkout, by simple class name; a package in front tells two of one name apart. */
record TestSources(Map<String, List<Path>> files) {
    private static final int DEPTH = 20;

    /** A package begins with a small letter, a class with a capital one. */
    private static final Pattern NAME = Pattern.compile("(?<folder>(?:[a-z]\\w*\\.)*)(?<outer>[A-Z]\\w*)(?:[.$].*)?");

    static TestSources of(Path root) throws IOException {
        Map<String, List<Path>> files = new HashMap<>();
        try (Stream<Path> all =
                Files.find(root, DEPTH, (path, attributes) -> attributes.isRegularFile() && isTestSource(root, path))) {
            for (Path path : all.toList()) {
                String name = path.getFileName().toString().replaceFirst("\\.java$", "");
                files.merge(name, List.of(path), (one, other) -> Stream.concat(one.stream(), other.stream())
                        .toList());
            }
        }
        return new TestSources(Map.copyOf(files));
    }

    private static boolean isTestSource(Path root, Path path) {
        String relative = root.relativize(path).toString();
        return relative.endsWith(".java")
                && relative.contains("src/test/java/")
                && !relative.contains("/target/")
                && !relative.startsWith("var/");
    }

    /** Why the test can't be found, or nothing when it exists exactly once. */
    Optional<String> problemOf(VerificationTable.NamedTest test) throws IOException {
        Matcher name = NAME.matcher(test.className());
        String outer = name.matches() ? name.group("outer") : test.className();
        String folder = name.matches() ? name.group("folder").replace('.', '/') : "";
        List<Path> found = files.getOrDefault(outer, List.of()).stream()
                .filter(path -> path.endsWith(Path.of(folder, outer + ".java")))
                .toList();
        if (found.isEmpty()) {
            return Optional.of("there is no class " + outer + " among the tests");
        }
        if (found.size() > 1) {
            return Optional.of("there are several classes " + outer + ": " + found);
        }
        String text = Files.readString(found.get(0));
        if (!test.method().isEmpty()
                && !Pattern.compile("\\s" + test.method() + "\\s*\\(")
                        .matcher(text)
                        .find()) {
            return Optional.of("there is no method " + test.method() + " in " + found.get(0));
        }
        return Optional.empty();
    }
}
