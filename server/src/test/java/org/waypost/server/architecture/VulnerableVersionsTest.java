package org.waypost.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Versions with a known hole must not come back on the class path, by whichever dependency they would come. */
class VulnerableVersionsTest {
    /** Name of the artifact (a pattern) and the first version without the hole. */
    private static final Map<String, String> FIRST_SOUND = new LinkedHashMap<>();

    static {
        FIRST_SOUND.put("netty-(?!tcnative)[a-z0-9-]+", "4.1.125");
        FIRST_SOUND.put("logback-(classic|core)", "1.5.19");
        FIRST_SOUND.put("apache-mime4j-[a-z-]+", "0.8.13");
        FIRST_SOUND.put("jsoup", "1.15.3");
        FIRST_SOUND.put("guava", "32.0.0");
        FIRST_SOUND.put("commons-io", "2.14.0");
        FIRST_SOUND.put("commons-compress", "1.26.0");
        FIRST_SOUND.put("commons-configuration2", "2.10.1");
        FIRST_SOUND.put("commons-lang3", "3.18.0");
        FIRST_SOUND.put("commons-beanutils", "1.11.0");
        FIRST_SOUND.put("commons-fileupload", "1.6.0");
        FIRST_SOUND.put("commons-text", "1.10.0");
        FIRST_SOUND.put("dnsjava", "3.6.1");
        FIRST_SOUND.put("json-path", "2.9.0");
        FIRST_SOUND.put("json-smart", "2.5.2");
        FIRST_SOUND.put("amqp-client", "5.18.0");
        FIRST_SOUND.put("activemq-(broker|client|kahadb-store|openwire-legacy)", "5.18.7");
        FIRST_SOUND.put("bc(prov|pkix|util)-jdk18on", "1.78");
        FIRST_SOUND.put("jetty-[a-z-]+", "9.4.57");
        FIRST_SOUND.put("jackson-(core|databind)", "2.15.0");
        FIRST_SOUND.put("protobuf-java", "3.25.5");
        FIRST_SOUND.put("snappy-java", "1.1.10.4");
        FIRST_SOUND.put("scala-library", "2.13.9");
        FIRST_SOUND.put("xercesImpl", "2.12.2");
        FIRST_SOUND.put("java-driver-(core|query-builder)", "4.19");
        FIRST_SOUND.put("gson", "2.8.9");
    }

    /** No version of these is sound or wanted. */
    private static final List<String> NEVER =
            List.of("bc[a-z]+-jdk15on", "spring-[a-z]+", "log4j", "log4j-core", "commons-logging");

    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[\\w.]*)(?:-[a-zA-Z][\\w-]*)?\\.jar");

    private record Artifact(String name, String version) {}

    private static List<Artifact> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString())
                .map(VulnerableVersionsTest::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Artifact> parse(String jar) {
        Matcher matcher = JAR.matcher(jar);
        return matcher.matches() ? Optional.of(new Artifact(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    @TestFactory
    Stream<DynamicTest> versionsAreSound() {
        return FIRST_SOUND.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> {
                    List<Artifact> found = classPath().stream()
                            .filter(artifact -> artifact.name().matches(rule.getKey()))
                            .toList();
                    assertThat(found)
                            .as("%s below %s on the class path", rule.getKey(), rule.getValue())
                            .allMatch(artifact -> !isOlder(artifact.version(), rule.getValue()));
                }));
    }

    @Test
    void artifactsWithoutASoundVersionAreAbsent() {
        assertThat(classPath()).noneMatch(artifact -> NEVER.stream().anyMatch(artifact.name()::matches));
    }

    /** The rules would be worth nothing if they looked past the jars that they are about. */
    @Test
    void theRulesFindTheJarsThatAreThere() {
        List<String> names = classPath().stream().map(Artifact::name).toList();
        assertThat(names).contains("netty-handler", "logback-classic", "apache-mime4j-core", "jetty-server", "dnsjava");
    }

    @Test
    void anOlderVersionIsSeenAsOlder() {
        assertThat(isOlder("4.1.86.Final", "4.1.125")).isTrue();
        assertThat(isOlder("4.1.136.Final", "4.1.125")).isFalse();
        assertThat(isOlder("9.4.48.v20220622", "9.4.57")).isTrue();
        assertThat(isOlder("9.4.58.v20250814", "9.4.57")).isFalse();
        assertThat(isOlder("31.1", "32.0.0")).isTrue();
    }

    /** Compares the leading numbers; what follows them (Final, jre, a date) says nothing about age. */
    private static boolean isOlder(String version, String than) {
        int[] left = numbers(version);
        int[] right = numbers(than);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int a = i < left.length ? left[i] : 0;
            int b = i < right.length ? right[i] : 0;
            if (a != b) {
                return a < b;
            }
        }
        return false;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("[.-]"))
                .takeWhile(part -> part.matches("\\d+"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
