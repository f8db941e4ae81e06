package org.waypost.server.configuration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.waypost.server.configuration.ConfigurationChecker;
import org.waypost.server.configuration.Finding;

/** Each case puts one step into a small pipeline, in line 5, and compares what is said about it. */
class PipelineCheckTest {
    private static final Path CONF = Path.of(System.getProperty("waypost.root")).resolve("conf");

    @TempDir
    Path folder;

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "<mailet match='All' class='ToProcesor'><processor>error</processor></mailet>",
                        "root/mailet@class = ToProcesor: no such mailet on the class path"),
                fault(
                        "<mailet match='All' class='RetryLator'/>",
                        "root/mailet@class = RetryLator: no such mailet on the class path; did you mean RetryLater?"),
                fault(
                        "<mailet match='RecipientIsLocl' class='Null'/>",
                        "root/mailet@match = RecipientIsLocl: no such matcher on the class path"),
                fault(
                        "<mailet match='All' class='RetryLater'><fristDelay>5s</fristDelay></mailet>",
                        "root/mailet/fristDelay: RetryLater takes no such parameter; expected one of firstDelay,"
                                + " longestDelay, giveUpAfter; did you mean firstDelay?"),
                fault(
                        "<mailet match='All' class='RetryLater'><firstDelay>soon</firstDelay></mailet>",
                        "root/mailet/firstDelay = soon: expected a duration such as 90s, 15m, 12h or 7d, from 1s to"
                                + " 365d"),
                fault(
                        "<mailet match='All' class='RetryLater'><firstDelay>5s</firstDelay><firstDelay>6s</firstDelay>"
                                + "</mailet>",
                        "root/mailet/firstDelay = 6s: stands twice; keep one"),
                fault(
                        "<mailet match='All' class='org.waypost.mailets.delivery.LocalDelivery'>"
                                + "<attempts>21</attempts></mailet>",
                        "root/mailet/attempts = 21: expected a whole number from 1 to 20"),
                fault(
                        "<mailet match='All' class='org.waypost.mailets.delivery.LocalDelivery'>"
                                + "<overQuotaProcessor>full</overQuotaProcessor></mailet>",
                        "root/mailet/overQuotaProcessor = full: no processor has this name"),
                fault(
                        "<mailet match='All' class='QueueId'><id>x</id></mailet>",
                        "root/mailet/id: QueueId takes no such parameter; expected none"),
                fault(
                        "<mailet match='All' class='ToProcessor'/>",
                        "root/mailet/processor: missing; ToProcessor needs the name of a processor"),
                fault(
                        "<mailet match='All' class='ToProcessor'><processor>spam</processor></mailet>",
                        "root/mailet/processor = spam: no processor has this name"),
                fault(
                        "<mailet match='All' class='Null'><onMailetException>eror</onMailetException></mailet>",
                        "root/mailet/onMailetException = eror: no processor has this name; did you mean error?"),
                fault(
                        "<mailet match='All' class='Null'><onMatchException>all</onMatchException></mailet>",
                        "root/mailet/onMatchException = all: no processor has this name"),
                fault(
                        "<mailet match='All' class='ToRepository'><repositoryPath>var/mail</repositoryPath></mailet>",
                        "root/mailet/repositoryPath = var/mail: expected a repository such as"
                                + " cassandra://var/mail/kept/"),
                fault(
                        "<mailet match='All' class='RemoteDelivery'><maxRetries>often</maxRetries></mailet>",
                        "root/mailet/maxRetries = often: expected a whole number from 0 to 10000"),
                fault(
                        "<mailet match='All' class='RemoteDelivery'><delayTimes>1 hour</delayTimes></mailet>",
                        "did you mean delayTime?"),
                fault(
                        "<mailet match='All' class='DSNBounce'><attachment>all</attachment></mailet>",
                        "root/mailet/attachment = all: expected one of none, heads, message"),
                fault(
                        "<mailet match='RelayLimit=many' class='Null'/>",
                        "root/mailet@match = many: expected a whole number from 1 to 10000"),
                fault(
                        "<mailet match='RelayLimit' class='Null'/>",
                        "root/mailet@match = RelayLimit: expected RelayLimit=a whole number from 1 to 10000"),
                fault(
                        "<mailet match='RecipientIsLocal=yes' class='Null'/>",
                        "root/mailet@match = RecipientIsLocal=yes: expected no condition: RecipientIsLocal takes none"),
                fault(
                        "<mailet match='All' notmatch='All' class='Null'/>",
                        "root/mailet@notmatch = All: match is set too; expected one of them"),
                fault(
                        "<mailet notmatch='ours' class='Null'/>",
                        "root/mailet@notmatch = ours: James can't turn a named matcher round; expected a matcher Not"
                                + " with a name"));
    }

    private static Arguments fault(String step, String finding) {
        return Arguments.of(step, finding);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultHasItsLineKeyValueAndExpectation(String step, String finding) throws IOException {
        assertThat(errors(step)).singleElement().satisfies(found -> {
            assertThat(found.line()).isEqualTo(5);
            assertThat(found.text()).contains(finding);
        });
    }

    @Test
    void waypostsOwnStepsAndCombinationsNeedNoPackage() throws IOException {
        assertThat(errors("<mailet match='All' class='QueueId'/>")).isEmpty();
        assertThat(errors("<mailet match='ours' class='RetryLater'/>")).isEmpty();
    }

    @Test
    void aNameThatJamesHasTooMeansThatOfJamesAndIsReported() throws IOException {
        assertThat(check("<mailet match='All' class='LocalDelivery'/>"))
                .singleElement()
                .extracting(Finding::text)
                .asString()
                .contains("warning", "org.waypost.mailets.delivery.LocalDelivery");
    }

    @Test
    void aSecretIsNotPrinted() throws IOException {
        assertThat(errors("<mailet match='All' class='RemoteDelivery'><gatewayPassword>a</gatewayPassword>"
                        + "<gatewayPassword>open sesame</gatewayPassword></mailet>"))
                .singleElement()
                .extracting(Finding::text)
                .asString()
                .contains("(hidden)")
                .doesNotContain("sesame");
    }

    @Test
    void mailThatGoesRoundBetweenLastStepsIsFound() throws IOException {
        Path file = folder.resolve("circle.xml");
        Files.writeString(
                file,
                pipeline("")
                        .replace(
                                "<processor state='error'><mailet match='All' class='Null'/>",
                                "<processor state='error'><mailet match='All' class='ToProcessor'>"
                                        + "<processor>transport</processor></mailet>"));

        assertThat(ConfigurationChecker.checkPipeline(file, folder))
                .extracting(Finding::text)
                .singleElement()
                .asString()
                .contains("mail that no other step takes goes round: transport, error, transport");
    }

    @Test
    void aProcessorThatNoStepLeadsToIsAWarning() throws IOException {
        Path file = folder.resolve("lost.xml");
        Files.writeString(
                file,
                pipeline("")
                        .replace(
                                "</processors>",
                                "<processor state='lost'><mailet match='All' class='Null'/></processor></processors>"));

        assertThat(ConfigurationChecker.checkPipeline(file, folder))
                .singleElement()
                .satisfies(found -> assertThat(found.refuses()).isFalse())
                .extracting(Finding::value)
                .isEqualTo("lost");
    }

    @Test
    void theShippedPipelineHasNoFindings() {
        assertThat(ConfigurationChecker.checkPipeline(CONF.resolve("mailetcontainer.xml"), CONF))
                .extracting(Finding::text)
                .isEmpty();
    }

    private List<Finding> errors(String step) throws IOException {
        return check(step).stream().filter(Finding::refuses).toList();
    }

    private List<Finding> check(String step) throws IOException {
        Path file = folder.resolve("pipeline.xml");
        Files.writeString(file, pipeline(step));
        return ConfigurationChecker.checkPipeline(file, folder);
    }

    private static String pipeline(String step) {
        return "<mailetcontainer><context><postmaster>postmaster@localhost</postmaster></context><spooler/><processors>\n"
                + "<processor state='root'>\n"
                + "<matcher name='ours' match='Or'><matcher match='RecipientIsLocal'/><matcher match='SenderIsLocal'/>\n"
                + "</matcher>\n"
                + step
                + "\n"
                + "<mailet match='All' class='ToProcessor'><processor>transport</processor></mailet></processor>\n"
                + "<processor state='transport'><mailet match='All'"
                + " class='RemoveMimeHeader'><name>bcc</name></mailet>\n"
                + "<mailet match='All' class='ToProcessor'><processor>bounces</processor></mailet></processor>\n"
                        .replace("bounces", step.isEmpty() ? "error" : "bounces")
                + (step.isEmpty()
                        ? ""
                        : "<processor state='bounces'><mailet match='All'"
                                + " class='ToProcessor'><processor>error</processor></mailet></processor>\n")
                + "<processor state='error'><mailet match='All'"
                + " class='Null'/></processor></processors></mailetcontainer>";
    }
}
