package org.waypost.server.configuration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.waypost.server.configuration.reading.XmlText;
import org.waypost.steps.Parameter;
import org.waypost.steps.Parameters;

/** The pages about steps are written from the program, and every step says what it is for. */
class PagesTest {
    private static final Path ROOT = Path.of(System.getProperty("waypost.root"));

    @Test
    void theReferenceOfStepsIsUpToDate() throws Exception {
        upToDate("docs/mailets.md", StepsPage.text(ROOT));
    }

    @Test
    void theDiagramOfTheShippedPipelineIsUpToDate() throws Exception {
        upToDate(
                "docs/mailetcontainer.md",
                FlowPage.text(Flow.of(XmlText.read(ROOT.resolve("conf/mailetcontainer.xml")))));
    }

    private static void upToDate(String name, String text) throws Exception {
        Path page = ROOT.resolve(name);
        if (Boolean.getBoolean("waypost.write.reference")) {
            Files.writeString(page, text);
        }
        assertThat(Files.readString(page))
                .as(name + "; write it anew with: mvn -pl server -am test -Dtest=PagesTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dwaypost.write.reference=true")
                .isEqualTo(text);
    }

    @TestFactory
    Stream<DynamicTest> everyStepIsExplained() {
        StepClasses classes = new StepClasses();
        Map<String, String> all = new TreeMap<>();
        classes.ownMailets().values().forEach(name -> all.put(name, "mailets/src/main/java"));
        classes.ownMatchers().values().forEach(name -> all.put(name, "matchers/src/main/java"));
        assertThat(all).isNotEmpty();
        return all.entrySet().stream()
                .map(step -> DynamicTest.dynamicTest(
                        step.getKey(), () -> explained(classes, step.getKey(), ROOT.resolve(step.getValue()))));
    }

    private static void explained(StepClasses classes, String name, Path sources) throws Exception {
        StepSource source = StepSource.read(sources, name);
        assertThat(source.about()).as("Javadoc of " + name).isNotBlank();
        assertThat(source.sample())
                .as("a sample, <pre><code>, in the Javadoc of " + name)
                .isPresent();
        Class<?> step = classes.load(name);
        if (sources.endsWith("mailets/src/main/java")) {
            Parameters parameters = (Parameters) step.getField("PARAMETERS").get(null);
            parameters.all().forEach(parameter -> described(name, parameter));
        } else {
            new StepParameters(classes)
                    .condition(name)
                    .orElseThrow()
                    .condition()
                    .ifPresent(condition -> described(name, condition));
        }
    }

    private static void described(String name, Parameter<?> parameter) {
        assertThat(parameter.about())
                .as("what parameter " + parameter.name() + " of " + name + " is for, as a sentence")
                .isNotBlank()
                .endsWith(".");
        assertThat(parameter.expected()).isNotBlank();
    }
}
