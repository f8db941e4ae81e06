package org.waypost.assembly.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.waypost.assembly.e2e.BundleServer;
import org.waypost.assembly.e2e.Mailboxes;
import org.waypost.assembly.e2e.WebAdmin;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;

/**
 * Mails are sent without pause while the server and each engine are killed with SIGKILL and come back. Afterwards every
 * mail that was answered with 250 stands in the mailbox of each recipient, once, and the counters are right.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DurabilityIT {
    private static final List<Victim> VICTIMS =
            List.of(Victim.SERVER, Victim.CASSANDRA, Victim.OPENSEARCH, Victim.TIKA, Victim.SERVER);
    private static final int CONNECTIONS = 4;
    private static final int MAILS_BETWEEN_KILLS = 60;
    private static final Duration RECOVERY = Duration.ofMinutes(3);

    private static BundleServer server;
    private static final List<Account> ACCOUNTS = new ArrayList<>();
    private static final List<String> SAID = new ArrayList<>();
    private static final Ledger LEDGER = new Ledger();
    private static Map<Integer, List<String>> accepted = Map.of();

    @BeforeAll
    static void sendWhileEverythingDies() throws Exception {
        server = BundleServer.start("durability");
        for (String name : List.of("ann", "ben", "cas")) {
            ACCOUNTS.add(server.user(name));
        }
        // GETQUOTAROOT tells the use only where there is a limit.
        server.command("quota", "set", "server", "--size", "10G", "--count", "1000000")
                .run()
                .succeeded();
        List<String> recipients = ACCOUNTS.stream().map(Account::address).toList();
        MailStream stream = MailStream.start(server.port(Endpoint.SMTP), recipients, CONNECTIONS)
                .withSwaks();
        try (stream) {
            awaitMore(stream, "before the first kill");
            for (Victim victim : VICTIMS) {
                victim.kill(server);
                say("%s killed after %d accepted mails", victim, stream.acceptedSoFar());
                if (victim == Victim.SERVER) {
                    say("server ready again after %.1f s", server.startAgain().toMillis() / 1000.0);
                } else {
                    Awaitility.await(victim + " runs again").atMost(RECOVERY).until(() -> victim.process(server)
                            .isPresent());
                    say("%s runs again", victim);
                }
                if (victim == Victim.CASSANDRA) {
                    Awaitility.await("healing begins when Cassandra is back")
                            .atMost(RECOVERY)
                            .until(() -> server.webAdmin()
                                    .json("GET", "/waypost/healing", "")
                                    .toString()
                                    .contains("cassandra away"));
                }
                awaitMore(stream, "after the death of " + victim);
            }
        }
        accepted = stream.accepted();
        emptyQueue();
        awaitMails();
        say(
                "%d mails answered with 250, %d copies due, %d copies found, %d mails of unknown fate",
                accepted.size(),
                accepted.values().stream().mapToInt(List::size).sum(),
                LEDGER.total(),
                stream.unknown().size());
        say("refused meanwhile:%n%s", stream.refusals());
    }

    private static void awaitMore(MailStream stream, String when) {
        int target = stream.acceptedSoFar() + MAILS_BETWEEN_KILLS;
        Awaitility.await("mails are accepted " + when).atMost(RECOVERY).until(() -> stream.acceptedSoFar() >= target);
    }

    private static void emptyQueue() throws Exception {
        WebAdmin webAdmin = server.webAdmin();
        Awaitility.await("the queue is empty")
                .atMost(RECOVERY)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> webAdmin.queued() == 0);
    }

    /** What is missing after the time that a mail may take is told by the tests, with its way through the log. */
    private static void awaitMails() throws Exception {
        readMailboxes();
        int due = LEDGER.missing(accepted).size();
        if (due == 0) {
            return;
        }
        say(
                "the queue counts 0 and lists %d mails while %d copies are due",
                server.webAdmin().json("GET", "/mailQueues/spool/mails", "").size(), due);
        try {
            Awaitility.await("every mail arrives")
                    .atMost(RECOVERY)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        readMailboxes();
                        return LEDGER.missing(accepted).isEmpty();
                    });
            say("the rest arrived");
        } catch (ConditionTimeoutException e) {
            say("%d copies did not arrive within %s", LEDGER.missing(accepted).size(), RECOVERY);
        }
    }

    private static void readMailboxes() throws Exception {
        for (Account account : ACCOUNTS) {
            LEDGER.found(
                    account.address(),
                    server.mailboxes(account).header("INBOX", MailStream.NUMBER).stream()
                            .map(Integer::valueOf)
                            .toList());
        }
    }

    private static void say(String format, Object... arguments) {
        String line = Instant.now() + " " + String.format(Locale.ROOT, format, arguments);
        SAID.add(line);
        System.out.println("durability: " + line);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    @Order(1)
    void everythingDiedOftenEnough() {
        assertThat(VICTIMS).hasSizeGreaterThanOrEqualTo(5).contains(Victim.values());
        assertThat(accepted).hasSizeGreaterThan(VICTIMS.size() * MAILS_BETWEEN_KILLS);
    }

    @Test
    @Order(2)
    void everyMailAnsweredWith250IsInTheMailbox() throws Exception {
        List<String> missing = LEDGER.missing(accepted);
        assertThat(missing)
                .as(() -> "lost mails" + (missing.isEmpty() ? "" : ", while " + whatTheServerSays(missing)))
                .isEmpty();
    }

    /** Whether mails lie elsewhere, or were delivered to where nobody sees them. */
    private static String whatTheServerSays(List<String> missing) {
        try {
            StringBuilder said = new StringBuilder();
            for (JsonNode repository : server.webAdmin().json("GET", "/mailRepositories", "")) {
                String path = "/mailRepositories/" + repository.get("path").asText();
                said.append(path)
                        .append(" holds ")
                        .append(server.webAdmin()
                                .json("GET", path, "")
                                .get("size")
                                .asInt())
                        .append(", ");
            }
            said.append("copies found ").append(LEDGER.total()).append('\n');
            said.append(String.join("\n", SAID)).append('\n');
            return said.append(Traces.in(server.log().resolve("waypost.log")).of(missing))
                    .toString();
        } catch (IOException | InterruptedException e) {
            return "the server doesn't say more: " + e;
        }
    }

    @Test
    @Order(3)
    void noMailStandsTwice() {
        assertThat(LEDGER.doubles()).as("mails delivered more than once").isEmpty();
    }

    @Test
    @Order(4)
    void quotaCountersAreRight() {
        for (Account account : ACCOUNTS) {
            Awaitility.await("quota of " + account).atMost(RECOVERY).untilAsserted(() -> {
                Mailboxes.Use use = server.mailboxes(account).use();
                assertThat(use.countedMessages()).as("messages counted").isEqualTo(use.messages());
                assertThat(use.countedKilobytes()).as("KiB counted").isEqualTo(use.bytes() / 1024);
            });
        }
    }

    @Test
    @Order(5)
    void mailboxCountersAreRight() {
        for (Account account : ACCOUNTS) {
            Awaitility.await("counters of " + account).atMost(RECOVERY).untilAsserted(() -> {
                Mailboxes.Counters counters = server.mailboxes(account).counters("INBOX");
                assertThat(counters.messages()).as("STATUS MESSAGES").isEqualTo(counters.found());
                assertThat(counters.unseen()).as("STATUS UNSEEN").isEqualTo(counters.foundUnseen());
            });
        }
    }
}
