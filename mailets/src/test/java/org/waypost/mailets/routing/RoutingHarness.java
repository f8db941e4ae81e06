package org.waypost.mailets.routing;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.queue.memory.MemoryMailQueueFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.routes.MemoryRouteStore;
import org.waypost.accounts.routes.RouteSecrets;
import org.waypost.accounts.routes.Routes;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.mailets.smtp.Encryption;
import org.waypost.mailets.smtp.ServerName;

/** The mailet with queues and routes in memory and real sockets. */
final class RoutingHarness implements AutoCloseable {
    final PlayedHosts dns = new PlayedHosts();
    final MemoryRouteStore store = new MemoryRouteStore();
    final ChangeFeed feed = new ChangeFeed(new MemoryChangeLog(Clock.systemUTC()), Clock.systemUTC());
    final Routes routes = new Routes(store, feed, new RouteSecrets(new byte[RouteSecrets.KEY_LENGTH]));
    final MemoryMailQueueFactory queues = new MemoryMailQueueFactory(new RawMailQueueItemDecoratorFactory());
    final FakeMailContext context = FakeMailContext.defaultContext();
    final RouteFigures figures = new RouteFigures(new RecordingMetricFactory());
    final Set<Integer> ownPorts = new ConcurrentSkipListSet<>();
    final OwnListeners own = new OwnListeners(() -> ownPorts);
    Encryption trusted = Encryption.ofTrusted();
    Predicate<InetAddress> forbidden = address -> false;
    RoutedDelivery mailet;

    void start(String... parameters) throws Exception {
        mailet = new RoutedDelivery(
                routes,
                queues,
                dns,
                own,
                figures,
                new ServerName("me.test"),
                address -> forbidden.test(address),
                () -> trusted);
        FakeMailetConfig.Builder config = FakeMailetConfig.builder()
                .mailetContext(context)
                .setProperty("bounceProcessor", "bounces")
                .setProperty("timeout", "10s")
                .setProperty("connectionTimeout", "5s");
        for (int index = 0; index < parameters.length; index += 2) {
            config.setProperty(parameters[index], parameters[index + 1]);
        }
        mailet.init(config.build());
    }

    void route(String name, String keys) {
        routes.set(name, SettingsFormat.object(("{" + keys + "}").replace('\'', '"')))
                .block();
    }

    MailImpl mail(String from, String... to) throws Exception {
        MailImpl.Builder builder = MailImpl.builder()
                .name(MailImpl.getId())
                .addRecipients(to)
                .mimeMessage(new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(("Subject: subject of " + from + "\r\nMessage-ID: <1@"
                                        + MailImpl.getId() + ">\r\n\r\nfirst\r\n.line with a dot\r\n")
                                .getBytes(StandardCharsets.US_ASCII))));
        if (!from.isEmpty()) {
            builder.sender(from);
        }
        return builder.build();
    }

    void send(Mail mail) throws Exception {
        mailet.service(mail);
    }

    void sendAs(String user, Mail mail) throws Exception {
        mail.setAttribute(new Attribute(Mail.SMTP_AUTH_USER, AttributeValue.of(user)));
        mailet.service(mail);
    }

    long waiting(String queue) {
        return queues.getQueue(MailQueueName.of(queue))
                .map(MemoryMailQueueFactory.MemoryCacheableMailQueue::getSize)
                .orElse(0L);
    }

    List<FakeMailContext.SentMail> bounced() {
        return context.getSentMails();
    }

    static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }

    @Override
    public void close() {
        mailet.destroy();
        feed.close();
    }
}
