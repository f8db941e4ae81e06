package org.waypost.server.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house and its rooms: which room may use which, and how packages are named. */
class RoomsTest {
    /** What each room may use of the others. A room that is missing here fails the test. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("engines", Set.of()),
            Map.entry("accounts", Set.of()),
            Map.entry("steps", Set.of()),
            Map.entry("notices", Set.of()),
            Map.entry("policy", Set.of("accounts", "trace")),
            Map.entry("matchers", Set.of("accounts", "trace", "policy", "notices", "steps")),
            Map.entry("mailets", Set.of("accounts", "trace", "policy", "notices", "steps")),
            Map.entry("cassandra", Set.of("accounts", "trace", "policy", "filters")),
            Map.entry("protocols", Set.of("accounts", "trace", "policy", "filters")),
            Map.entry("webadmin", Set.of("accounts", "trace", "policy", "filters", "search")),
            Map.entry(
                    "server",
                    Set.of(
                            "engines",
                            "accounts",
                            "steps",
                            "notices",
                            "policy",
                            "matchers",
                            "mailets",
                            "cassandra",
                            "protocols",
                            "webadmin")));

    /** Rooms of thoughts alone: what they say must hold whatever carries, stores or wires it. */
    private static final String[] FREE = {"accounts", "trace", "policy"};

    private static final Set<String> KINDS =
            Set.of("util", "utils", "impl", "helper", "helpers", "dto", "common", "misc", "model");

    private static JavaClasses product;

    @BeforeAll
    static void read() {
        product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.waypost");
    }

    @Test
    void everyRoomIsInTheTable() {
        Set<String> rooms = new java.util.TreeSet<>();
        product.forEach(type -> rooms.add(room(type)));

        assertThat(MAY_USE.keySet())
                .containsAll(
                        rooms.stream().filter(room -> !room.equals("testing")).toList());
    }

    @TestFactory
    Stream<DynamicTest> aRoomUsesOnlyTheRoomsBelowIt() {
        return MAY_USE.keySet().stream()
                .sorted()
                .map(room -> DynamicTest.dynamicTest(room, () -> {
                    String[] forbidden = MAY_USE.keySet().stream()
                            .filter(other ->
                                    !other.equals(room) && !MAY_USE.get(room).contains(other))
                            .map(other -> "org.waypost." + other + "..")
                            .toArray(String[]::new);
                    if (forbidden.length > 0) {
                        noClasses()
                                .that()
                                .resideInAPackage("org.waypost." + room + "..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(forbidden)
                                .check(product);
                    }
                }));
    }

    @Test
    void accountsTraceAndPolicyKnowNeitherWiringNorTransportNorDatabase() {
        for (String room : FREE) {
            noClasses()
                    .that()
                    .resideInAPackage("org.waypost." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "com.google.inject..", "io.netty..", "com.datastax..", "spark..", "org.apache.cassandra..")
                    .allowEmptyShould(true)
                    .check(product);
        }
    }

    @Test
    void packagesAreNamedByConcernNeverByKind() {
        classes()
                .should(new ArchCondition<JavaClass>("stand in a package that is named by concern") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        List<String> parts = Arrays.asList(type.getPackageName().split("\\."));
                        boolean named = parts.stream().noneMatch(KINDS::contains);
                        events.add(new SimpleConditionEvent(type, named, type.getName() + " is in a package by kind"));
                    }
                })
                .check(product);
    }

    @Test
    void packagesOfARoomHaveNoCircles() {
        MAY_USE.keySet().stream().filter(room -> !room.equals("server")).forEach(room -> SlicesRuleDefinition.slices()
                .matching("org.waypost." + room + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(product));
    }

    private static String room(JavaClass type) {
        return type.getPackageName().split("\\.")[2];
    }
}
