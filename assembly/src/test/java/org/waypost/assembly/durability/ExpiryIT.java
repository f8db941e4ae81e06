package org.waypost.assembly.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.waypost.assembly.e2e.BundleServer;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;
import org.waypost.server.quickstart.MailLoader;
import org.waypost.server.quickstart.PinnedTls;
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
    private static final int YOUNG = 20;
    private static final int CONNECTIONS = 4;
    private static final String OLD_NUMBER = "X-Loaded-Old";
    private static final String YOUNG_NUMBER = "X-Loaded-Young";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static BundleServer server;
    private static Account account;
    private static MailLoader loader;

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
        loader = new MailLoader(server.port(Endpoint.IMAPS), PinnedTls.trusting(server.certificates()), account);
        server.command("quota", "set", "server", "--size", "10G", "--count", "1000000")
                .run()
                .succeeded();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    @Order(1)
    void aLoadedMessageHasTheRowsOfADeliveredOne() throws Exception {
        try (StoredRows rows = new StoredRows(server)) {
            deliver(1);
            var before = rows.now();
            deliver(2);
            var between = settled(rows, before);
            loader.load("INBOX", YOUNG_NUMBER, 1, 1, Instant.now());
            var after = settled(rows, between);

            Map<String, List<String>> delivered = mailbox(StoredRows.added(before, between));
            assertThat(delivered).containsKeys("messageidtable", "imapuidtable", "messagev3");
            assertThat(mailbox(StoredRows.added(between, after))).isEqualTo(delivered);
        }
    }

    /** What is written of a message in a mailbox; not the tables of queue, tasks and such. */
    private static Map<String, List<String>> mailbox(Map<String, List<String>> tables) {
        return tables.entrySet().stream()
                .filter(table -> !table.getKey().startsWith("waypost_"))
                .filter(table -> !Set.of("blobs", "blobparts").contains(table.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Map<List<String>, Set<String>>> settled(
            StoredRows rows, Map<String, Map<List<String>, Set<String>>> before) {
        return Awaitility.await("rows of one message")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        rows::now,
                        now -> StoredRows.added(before, now).containsKey("message_fast_view_projection")
                                && StoredRows.added(before, now).equals(StoredRows.added(before, rows.now())));
    }

    private static void deliver(int number) throws Exception {
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
    }

    @Test
    @Order(2)
    void whatTheDryRunCountedIsRemovedOverAKillWhileMailIsDelivered() throws Exception {
        loader.load("INBOX", OLD_NUMBER, OLD, CONNECTIONS, Instant.now().minus(Duration.ofDays(100)));
        loader.load("INBOX", YOUNG_NUMBER, YOUNG, 1, Instant.now().minus(Duration.ofDays(1)));
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
        assertThat(old()).isZero();
        assertThat(server.mailboxes(account).header("INBOX", YOUNG_NUMBER)).hasSizeGreaterThanOrEqualTo(YOUNG);
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

    private static int old() throws Exception {
        return server.mailboxes(account).header("INBOX", OLD_NUMBER).size();
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
