package org.waypost.server.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.XMLConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.mailetcontainer.impl.matchers.Or;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.mailets.delivery.QueueId;
import org.waypost.server.configuration.ConfigurationChecker;
import org.waypost.server.configuration.Finding;
import org.waypost.server.configuration.pipeline.StepClasses;
import org.waypost.server.configuration.pipeline.StepSamples;

/**
 * The sample of every mailet and matcher is accepted by the checker, and by the step itself as James loads it on a server;
 * and each can be named without its package, unless James has one of that name.
 */
class SampleStepsTest {
    private static final Path ROOT = Path.of(System.getProperty("waypost.root"));

    @TempDir
    Path folder;

    private StepLoader server;

    @BeforeEach
    void assemble() throws IOException {
        server = StepLoader.under(folder);
    }

    @TestFactory
    Stream<DynamicTest> everySampleIsAccepted() throws IOException {
        return StepSamples.all(ROOT).entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> {
                    checked(sample.getValue());
                    loaded(sample.getKey(), sample.getValue());
                }));
    }

    private void checked(String sample) throws IOException {
        Path file = folder.resolve("sample.xml");
        String shipped = Files.readString(ROOT.resolve("conf/mailetcontainer.xml"));
        Files.writeString(
                file,
                shipped.replace(
                        "<processor state=\"transport\" enableJmx=\"true\">",
                        "<processor state=\"transport\" enableJmx=\"true\">\n" + sample));

        assertThat(ConfigurationChecker.checkPipeline(file, ROOT.resolve("conf")))
                .extracting(Finding::text)
                .isEmpty();
    }

    private void loaded(String className, String sample) throws Exception {
        boolean found = false;
        for (HierarchicalConfiguration<ImmutableNode> block : StepLoader.blocks(sample)) {
            Object mailet = server.mailet(block.getString("[@class]"), block);
            Object matcher = server.matcher(block.getString("[@match]", block.getString("[@notmatch]", "All")));
            found |= Stream.of(mailet, matcher)
                    .anyMatch(step -> step.getClass().getName().equals(className));
        }
        assertThat(found).as("the sample shows " + className).isTrue();
    }

    @Test
    void everyStepIsLoadedByItsShortName() throws Exception {
        StepClasses classes = new StepClasses();
        assertThat(classes.ownMailets()).isNotEmpty();
        classes.ownMailets().forEach((simple, name) -> assertThat(classes.mailet(simple))
                .hasValueSatisfying(
                        found -> assertThat(found).isIn(name, "org.apache.james.transport.mailets." + simple)));
        classes.ownMatchers().forEach((simple, name) -> assertThat(classes.matcher(simple))
                .hasValueSatisfying(
                        found -> assertThat(found).isIn(name, "org.apache.james.transport.matchers." + simple)));

        assertThat(server.mailet("QueueId", new XMLConfiguration())).isInstanceOf(QueueId.class);
        assertThat(server.matcher("Or")).isInstanceOf(Or.class);
    }
}
