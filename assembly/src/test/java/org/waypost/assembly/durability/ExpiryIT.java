package org.waypost.assembly.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.waypost.assembly.e2e.BundleServer;
import org.waypost.bench.load.Delivered;
import org.waypost.bench.load.RowLoader;
import org.waypost.bench.load.Snapshot;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;
import org.waypost.testing.smtp.SmtpSender;

/**
 * Old messages are deleted while new ones are delivered, and the server is killed in between. The small form of
 * bench/expiry.
 */
@Tag("feature-133")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExpiryIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OLD = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static BundleServer server;
    private static Account account;
    private static RowLoader loader;
    private static Delivered pattern;

    @BeforeAll
    static void start() throws Exception {
        server = BundleServer.start(
                "expiry",
                (file, text) -> file.equals("waypost.properties")
                        ? text.replace("expiry.hour=3", "expiry.hour=never")
                                .replace("expiry.batch=100", "expiry.batch=10")
                                .replace("expiry.most.per.second=500", "expiry.most.per.second=40")
                        : text);
        account = server.user("old");
        loader = new RowLoader(server.port(Endpoint.CASSANDRA));
        server.command("quota", "set", "server", "--size", "10G", "--count", "1000000")
                .run()
                .succeeded();
    }

    @AfterAll
    static void stop() throws Exception {
        if (loader != null) {
            loader.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    @Order(1)
    void aLoadedMessageHasTheRowsOfADeliveredOne() throws Exception {
        Snapshot nothing = loader.now();
        deliver(1);
        loader.settled(nothing);
        pattern = loader.pattern(() -> deliver(2));
        Snapshot before = loader.now();
        deliver(3);
        Snapshot between = loader.settled(before);
        loader.load(pattern, 1, Duration.ZERO);
        Snapshot after = loader.now();

        Map<String, List<String>> delivered = between.formSince(before);
        assertThat(delivered)
                .containsKeys("messageidtable", "imapuidtable", "messagev3", "message_fast_view_projection", "blobs");
        assertThat(after.formSince(between)).isEqualTo(delivered);
        assertThat(server.mailboxes(account).header("INBOX", "X-Delivered")).containsExactly("1", "2", "3", "2");
        assertThat(server.mailboxes(account).counters("INBOX").messages()).isEqualTo(4);
    }

    private static Void deliver(int number) throws Exception {
        try (SmtpSender sender = new SmtpSender(server.port(Endpoint.SMTP))) {
            assertThat(sender.send(
                            "sender@example.org",
                            List.of(account.address()),
                            "From: sender@example.org\r\nTo: " + account.address() + "\r\nSubject: mail " + number
                                    + "\r\nX-Delivered: " + number + "\r\nMessage-ID: <" + number
                                    + "@rows.example.org>\r\n\r\nThe text."))
                    .isInstanceOf(SmtpSender.Accepted.class);
        }
        Awaitility.await("mail " + number).atMost(PATIENCE).until(() -> server.mailboxes(account)
                .header("INBOX", "X-Delivered")
                .contains(String.valueOf(number)));
        return null;
    }

    @Test
    @Order(2)
    void whatTheDryRunCountedIsRemovedOverAKillWhileMailIsDelivered() throws Exception {
        loader.load(pattern, OLD, Duration.ofDays(100));
        int young = messages() - OLD;
        server.command("settings", "set", "server", "expiry", "rules=[{\"folder\":\"INBOX\",\"days\":30}]")
                .run()
                .succeeded();
        JsonNode dry = JSON.readTree(
                        server.command("expiry", "dry-run", "--json").run().succeeded())
                .get("report");
        assertThat(dry.get("all").get("planned").asInt()).isEqualTo(OLD);
        assertThat(old()).isEqualTo(OLD);

        MailStream stream = MailStream.start(server.port(Endpoint.SMTP), List.of(account.address()), 2);
        try (stream) {
            server.command("expiry", "run", "--timeout", "0").run().succeeded();
            Awaitility.await("a part is deleted").atMost(PATIENCE).until(() -> old() < OLD - 50);
            Victim.SERVER.kill(server);
            server.startAgain();
            assertThat(old()).as("the kill came in the middle").isPositive();
            int before = stream.acceptedSoFar();
            Awaitility.await("the run is finished")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> last().get("outcome").asText().equals("done"));
            assertThat(stream.acceptedSoFar()).as("mail is delivered beside").isGreaterThan(before);
        }

        assertThat(last().get("all").get("removed").asInt()).isEqualTo(OLD);
        assertThat(server.mailboxes(account).header("INBOX", "X-Delivered")).hasSize(young);
        List<String> expected =
                stream.accepted().keySet().stream().map(String::valueOf).toList();
        Awaitility.await("all that was accepted is there").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        server.mailboxes(account).header("INBOX", MailStream.NUMBER))
                .containsAll(expected));
    }

    @Test
    @Order(3)
    void theQuotaIsFreed() {
        Awaitility.await("the quota").atMost(PATIENCE).untilAsserted(() -> {
            var use = server.mailboxes(account).use();
            assertThat(use.countedMessages()).isEqualTo(use.messages());
        });
    }

    /** How many old messages are left: those that bear the number of the pattern, but the pattern and its young copy. */
    private static int old() throws Exception {
        return Collections.frequency(server.mailboxes(account).header("INBOX", "X-Delivered"), "2") - 2;
    }

    private static int messages() throws Exception {
        return server.mailboxes(account).counters("INBOX").messages();
    }

    /** The last run that deleted something. */
    private static JsonNode last() throws Exception {
        for (JsonNode report :
                server.webAdmin().json("GET", "/waypost/expiry", "").get("reports")) {
            if (!report.get("dry").asBoolean()) {
                return report;
            }
        }
        throw new AssertionError("no run");
    }
}
