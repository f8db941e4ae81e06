package org.waypost.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.james.mailbox.inmemory.manager.InMemoryIntegrationResources;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.queue.memory.MemoryMailQueueFactory;
import org.apache.james.user.memory.MemoryUsersRepository;
import org.apache.mailet.Mailet;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.waypost.mailets.challenge.Challenge;
import org.waypost.mailets.challenge.ChallengeWorld;
import org.waypost.mailets.challenge.ConfirmByReply;
import org.waypost.mailets.challenge.RememberCorrespondents;
import org.waypost.mailets.delivery.LocalDelivery;
import org.waypost.mailets.delivery.QueueId;
import org.waypost.mailets.delivery.RetryLater;

/** The sample block in the Javadoc of every mailet names that mailet and is accepted by it. */
class SampleBlocksTest {
    private static final Pattern SAMPLE = Pattern.compile("<pre><code>(.*?)</code></pre>", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> everyMailetAcceptsItsSample() throws IOException {
        Path sources = Path.of(System.getProperty("waypost.root"), "mailets", "src", "main", "java");
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> mailets =
                    files.filter(SampleBlocksTest::isMailet).sorted().toList();
            assertThat(mailets).isNotEmpty();
            return mailets.stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> load(file)));
        }
    }

    private static boolean isMailet(Path file) {
        try {
            return file.toString().endsWith(".java") && Files.readString(file).contains("extends GenericMailet");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void load(Path file) throws Exception {
        Matcher sample = SAMPLE.matcher(Files.readString(file));
        assertThat(sample.find()).as("a sample block in " + file).isTrue();
        String xml = sample.group(1)
                .replaceAll("(?m)^ \\* ?", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
        Element block = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.strip().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(block.getTagName()).isEqualTo("mailet");
        assertThat(block.getAttribute("match")).isNotBlank();
        Mailet mailet = instance(block.getAttribute("class"));
        assertThat(file.toString()).endsWith(mailet.getClass().getName().replace('.', '/') + ".java");
        FakeMailetConfig.Builder config = FakeMailetConfig.builder().mailetContext(FakeMailContext.defaultContext());
        for (Node child = block.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element parameter) {
                config.setProperty(parameter.getTagName(), parameter.getTextContent());
            }
        }
        mailet.init(config.build());
    }

    private static Mailet instance(String className) throws Exception {
        var metrics = new RecordingMetricFactory();
        var clock = java.time.Clock.systemUTC();
        if (className.equals(QueueId.class.getName())) {
            return new QueueId();
        }
        if (className.equals(LocalDelivery.class.getName())) {
            return new LocalDelivery(
                    MemoryUsersRepository.withoutVirtualHosting(null),
                    InMemoryIntegrationResources.defaultResources().getMailboxManager(),
                    metrics,
                    clock);
        }
        if (className.equals(RetryLater.class.getName())) {
            return new RetryLater(new MemoryMailQueueFactory(new RawMailQueueItemDecoratorFactory()), clock, metrics);
        }
        if (className.equals(Challenge.class.getName())) {
            return new ChallengeWorld().step();
        }
        if (className.equals(ConfirmByReply.class.getName())) {
            return new ChallengeWorld().replies();
        }
        if (className.equals(RememberCorrespondents.class.getName())) {
            return new ChallengeWorld().correspondents();
        }
        throw new AssertionError("The sample names " + className + ", which this test can't make: add it");
    }
}
