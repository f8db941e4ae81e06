package org.waypost.server.composition;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.util.Modules;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.XMLConfiguration;
import org.apache.commons.configuration2.io.FileHandler;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.mailetcontainer.api.MailetLoader;
import org.apache.james.mailetcontainer.api.MatcherLoader;
import org.apache.james.mailetcontainer.impl.MailetConfigImpl;
import org.apache.james.mailetcontainer.impl.MatcherConfigImpl;
import org.apache.james.mailetcontainer.impl.matchers.Or;
import org.apache.james.modules.CommonServicesModule;
import org.apache.mailet.MailetContext;
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

    private Injector server;

    @BeforeEach
    void assemble() throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        try (Stream<Path> files = Files.list(ROOT.resolve("conf"))) {
            for (Path file : files.toList()) {
                Files.copy(file, conf.resolve(file.getFileName()));
            }
        }
        ServerPaths paths = new ServerPaths(folder, conf, folder.resolve("var"), folder.resolve("log"));
        server = Guice.createInjector(
                Modules.combine(new CommonServicesModule(paths.asJamesConfiguration()), MemoryWiring.modules(paths)));
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
        XMLConfiguration xml = new XMLConfiguration();
        new FileHandler(xml).load(new StringReader("<sample>" + sample + "</sample>"));
        boolean found = false;
        for (HierarchicalConfiguration<ImmutableNode> block : xml.configurationsAt("mailet")) {
            Object mailet = mailet(block.getString("[@class]"), block);
            Object matcher = matcher(block.getString("[@match]", block.getString("[@notmatch]", "All")));
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

        assertThat(mailet("QueueId", new XMLConfiguration())).isInstanceOf(QueueId.class);
        assertThat(matcher("Or")).isInstanceOf(Or.class);
    }

    private Object mailet(String name, HierarchicalConfiguration<ImmutableNode> block) throws Exception {
        MailetConfigImpl config = new MailetConfigImpl();
        config.setMailetName(name);
        config.setConfiguration(block);
        config.setMailetContext(server.getInstance(MailetContext.class));
        return server.getInstance(MailetLoader.class).getMailet(config);
    }

    private Object matcher(String match) throws Exception {
        String[] parts = match.split("=", 2);
        MatcherConfigImpl config = new MatcherConfigImpl();
        config.setMatcherName(parts[0]);
        config.setCondition(parts.length == 2 ? parts[1] : null);
        config.setMailetContext(server.getInstance(MailetContext.class));
        return server.getInstance(MatcherLoader.class).getMatcher(config);
    }
}
