package org.waypost.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of the feature catalogue that the list of changes names is held by a test, which bears {@code @Tag("feature-ROW")}. */
class FeaturesTest {
    private static final Path ROOT = Path.of(System.getProperty("waypost.root", ".."));
    private static final Pattern CITED = Pattern.compile("\\(features? ([\\d, and]+)\\)");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"feature-(\\d+)\"\\)");

    private static Set<Integer> numbers(Stream<String> texts) {
        Set<Integer> numbers = new TreeSet<>();
        texts.flatMap(text -> Pattern.compile("\\d+").matcher(text).results())
                .map(MatchResult::group)
                .map(Integer::valueOf)
                .forEach(numbers::add);
        return numbers;
    }

    private static Stream<String> tags(Path source) {
        try {
            return TAG.matcher(Files.readString(source)).results().map(found -> found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyRowThatTheChangesNameHasItsTest() throws IOException {
        Set<Integer> cited = numbers(CITED.matcher(Files.readString(ROOT.resolve("CHANGELOG.md")))
                .results()
                .map(found -> found.group(1)));
        Set<Integer> tested;
        try (Stream<Path> rooms = Files.list(ROOT)) {
            tested = numbers(rooms.map(room -> room.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(FeaturesTest::sources)
                    .flatMap(FeaturesTest::tags));
        }

        assertThat(cited).hasSizeGreaterThan(40);
        assertThat(tested).containsAll(cited);
    }

    private static Stream<Path> sources(Path tests) {
        try {
            return Files.walk(tests).filter(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
