package org.waypost.matchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.mailet.Matcher;
import org.apache.mailet.base.test.FakeMatcherConfig;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The sample block in the Javadoc of every matcher names that matcher, and its condition is accepted by it. */
class SampleBlocksTest {
    private static final Pattern SAMPLE =
            Pattern.compile("<pre><code>.*?match=\"([\\w.]+)(?:=([^\"]*))?\".*?</code></pre>", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> everyMatcherAcceptsItsSample() throws IOException {
        Path sources = Path.of(System.getProperty("waypost.root"), "matchers", "src", "main", "java");
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> matchers =
                    files.filter(SampleBlocksTest::isMatcher).sorted().toList();
            assertThat(matchers).isNotEmpty();
            return matchers.stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> load(file)));
        }
    }

    private static boolean isMatcher(Path file) {
        try {
            return file.toString().endsWith(".java") && Files.readString(file).contains("extends GenericMatcher");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void load(Path file) throws Exception {
        java.util.regex.Matcher sample = SAMPLE.matcher(Files.readString(file));
        assertThat(sample.find()).as("a sample block in " + file).isTrue();
        assertThat(file.toString()).endsWith(sample.group(1).replace('.', '/') + ".java");
        Constructor<?> constructor = Class.forName(sample.group(1)).getConstructors()[0];
        // What it asks while it matches is not needed to read a condition.
        Matcher matcher = (Matcher) constructor.newInstance(new Object[constructor.getParameterCount()]);
        FakeMatcherConfig.Builder config = FakeMatcherConfig.builder().matcherName("sample");
        if (sample.group(2) != null) {
            config.condition(sample.group(2));
        }

        matcher.init(config.build());
    }
}
