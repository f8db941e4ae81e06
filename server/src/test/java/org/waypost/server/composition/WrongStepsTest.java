package org.waypost.server.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.base.Throwables;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.server.configuration.pipeline.StepClasses;
import org.waypost.server.configuration.pipeline.StepSamples;
import org.waypost.steps.Parameter;
import org.waypost.steps.Parameters;
import org.waypost.steps.StepRefused;

/** What a mailet or matcher can't take is refused as it is loaded, with its name, the value and what was expected. */
class WrongStepsTest {
    private static final Path ROOT = Path.of(System.getProperty("waypost.root", ".."));
    private static final StepClasses CLASSES = new StepClasses();
    /** By mailet and parameter; those that take any text are left out. */
    private static final Map<String, List<String>> WRONG = Map.ofEntries(
            Map.entry("Aliases.errorProcessor", List.of("a b")),
            Map.entry("Aliases.loopProcessor", List.of("a/b")),
            Map.entry("AutoReply.spamMarks", List.of("X-Spam")),
            Map.entry("AutoReply.unverifiedSenders", List.of("perhaps")),
            Map.entry("Challenge.releaseTo", List.of("trans port")),
            Map.entry("FailureReport.defaultStatus", List.of("bad", "2.0.0")),
            Map.entry("Forward.loopProcessor", List.of("a b")),
            Map.entry("LocalDelivery.overQuotaProcessor", List.of("a b")),
            Map.entry("LocalDelivery.attempts", List.of("0", "21", "many")),
            Map.entry("RetryLater.firstDelay", List.of("soon", "0s")),
            Map.entry("RetryLater.longestDelay", List.of("5", "366d")),
            Map.entry("RetryLater.giveUpAfter", List.of("1y")),
            Map.entry("RoutedDelivery.outgoing", List.of("out going", "out/going")),
            Map.entry("RoutedDelivery.retry", List.of("often", "0s", "201*1m")),
            Map.entry("RoutedDelivery.timeout", List.of("31m")),
            Map.entry("RoutedDelivery.connectionTimeout", List.of("never")),
            Map.entry("RoutedDelivery.dnsRetries", List.of("-1", "101")),
            Map.entry("RoutedDelivery.bounceProcessor", List.of("", "a b")),
            Map.entry("UserRules.patience", List.of("6m")));

    /** By matcher; the rest of the matchers takes no condition. */
    private static final Map<String, List<String>> WRONG_CONDITIONS = Map.of(
            "QuotaAbove", List.of("", "90", "201%"),
            "SenderCountry", List.of("", "Germany", "C1"),
            "SenderCountryNot", List.of("", "unknown", "XYZ"),
            "TooManyHops", List.of("", "0", "1001", "many"));

    private static StepLoader server;

    @BeforeAll
    static void assemble(@TempDir Path folder) throws Exception {
        server = StepLoader.under(folder);
    }

    private static HierarchicalConfiguration<ImmutableNode> sample(String className) throws Exception {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        return StepLoader.blocks(StepSamples.all(ROOT).get(className)).stream()
                .filter(block -> block.getString("[@class]").endsWith(simple))
                .findFirst()
                .orElseThrow();
    }

    private static <T> Optional<T> constant(String className, String name, Class<T> type) throws Exception {
        return Arrays.stream(Class.forName(className).getFields())
                .filter(field -> field.getName().equals(name))
                .findFirst()
                .map(field -> {
                    try {
                        return type.cast(field.get(null));
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static void assertRefused(ThrowingCallable load, String step, String name, String value, String expected) {
        Throwable failure = catchThrowable(load);
        assertThat(failure).as(step + " was loaded").isNotNull();
        String said = value.isEmpty() ? "missing" : "'" + value + "'";
        assertThat(Throwables.getCausalChain(failure))
                .filteredOn(StepRefused.class::isInstance)
                .extracting(Throwable::getMessage)
                .containsExactly(step + ": " + name + " is " + said + ", expected " + expected);
    }

    @TestFactory
    Stream<DynamicTest> wrongParametersOfMailets() {
        return CLASSES.ownMailets().entrySet().stream()
                .flatMap(mailet -> parameters(mailet.getValue()).flatMap(parameter -> {
                    String key = mailet.getKey() + "." + parameter.name();
                    return wrong(key, parameter)
                            .map(value -> DynamicTest.dynamicTest(key + "=" + value, () -> {
                                var block = sample(mailet.getValue());
                                block.setProperty(parameter.name(), value);
                                assertRefused(
                                        () -> server.mailet(mailet.getValue(), block),
                                        mailet.getKey(),
                                        parameter.name(),
                                        value,
                                        parameter.expected());
                            }));
                }));
    }

    private static Stream<Parameter<?>> parameters(String className) {
        try {
            return constant(className, "PARAMETERS", Parameters.class).stream().flatMap(Parameters::all);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> wrong(String key, Parameter<?> parameter) {
        assertThat(WRONG.containsKey(key) || parameter.expected().equals("text"))
                .as("there are wrong values for " + key)
                .isTrue();
        return WRONG.getOrDefault(key, List.of()).stream();
    }

    @TestFactory
    Stream<DynamicTest> unknownParametersOfMailets() {
        return CLASSES.ownMailets().entrySet().stream()
                .map(mailet -> DynamicTest.dynamicTest(mailet.getKey(), () -> {
                    var block = sample(mailet.getValue());
                    block.setProperty("colour", "green");
                    List<String> known = parameters(mailet.getValue())
                            .map(parameter -> parameter.name())
                            .sorted()
                            .toList();
                    assertRefused(
                            () -> server.mailet(mailet.getValue(), block),
                            mailet.getKey(),
                            "parameter",
                            "colour",
                            known.isEmpty() ? "none" : "one of " + known);
                }));
    }

    @TestFactory
    Stream<DynamicTest> wrongConditionsOfMatchers() {
        return WRONG_CONDITIONS.entrySet().stream().flatMap(matcher -> matcher.getValue().stream()
                .map(value -> DynamicTest.dynamicTest(matcher.getKey() + "=" + value, () -> {
                    String className = CLASSES.ownMatchers().get(matcher.getKey());
                    Parameter<?> condition =
                            constant(className, "CONDITION", Parameter.class).orElseThrow();
                    assertRefused(
                            () -> server.matcher(className + "=" + value),
                            matcher.getKey(),
                            condition.name(),
                            value,
                            condition.expected());
                })));
    }

    @Test
    void everyMatcherWithAConditionIsAmongThem() throws Exception {
        Set<String> conditions = new HashSet<>();
        for (Map.Entry<String, String> matcher : CLASSES.ownMatchers().entrySet()) {
            if (constant(matcher.getValue(), "CONDITION", Parameter.class).isPresent()) {
                conditions.add(matcher.getKey());
            }
        }

        assertThat(WRONG_CONDITIONS.keySet()).isEqualTo(conditions);
    }
}
