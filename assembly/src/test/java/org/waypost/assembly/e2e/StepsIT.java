package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;

/** Matchers that the shipped pipeline leaves to operators. */
@ExtendWith(OperatedServer.class)
class StepsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ALLOWED = "joe@allowed.test";
    private static final String FORGED = "joe@forged-steps.test";

    private static BundleServer server;

    @BeforeAll
    static void zone(BundleServer operated) throws Exception {
        server = operated;
        BundleServer.dns()
                .withText("allowed.test", "v=spf1 ip4:127.0.0.1 -all")
                .withText("forged-steps.test", "v=spf1 -all");
    }

    private static void send(String from, Account to, String subject) throws Exception {
        Swaks.mail(server.address(Endpoint.SMTP), from, to.address(), subject)
                .run()
                .succeeded();
    }

    private static void says(Account account, String section, String json) throws Exception {
        server.webAdmin().json("PATCH", "/waypost/settings/users/" + account.address() + "/" + section, json);
    }

    private static void assertArrives(Account account, String... subjects) {
        Awaitility.await(String.join(", ", subjects)).atMost(PATIENCE).untilAsserted(() -> assertThat(
                        server.mailboxes(account).subjects("INBOX"))
                .containsExactly(subjects));
    }

    private static List<String> marks(Account account, String matcher) throws Exception {
        return server.mailboxes(account).header("INBOX", "X-" + matcher);
    }

    @Test
    @Tag("feature-75")
    void sendersAreMatchedByWhatSpfFound() throws Exception {
        Account bob = server.user("bob");

        send(ALLOWED, bob, "verified");
        assertArrives(bob, "verified");
        assertThat(marks(bob, "SenderVerified")).hasSize(1);
        assertThat(marks(bob, "SenderFails")).isEmpty();

        send(FORGED, bob, "forged");
        assertArrives(bob, "verified", "forged");
        assertThat(marks(bob, "SenderVerified")).hasSize(1);
        assertThat(marks(bob, "SenderFails")).hasSize(1);
    }

    @Test
    @Tag("feature-60")
    void sendersAreMatchedByTheListsOfTheRecipient() throws Exception {
        Account carol = server.user("carol");
        Account alice = server.user("alice");
        says(
                carol,
                "senders",
                "{\"allow\":[{\"sender\":\"" + ALLOWED + "\"}],\"block\":[{\"sender\":\"" + alice.address() + "\"}]}");

        send(ALLOWED, carol, "allowed");
        assertArrives(carol, "allowed");
        // Who has logged in is not refused at the door.
        Swaks.authenticated(
                        Swaks.mail(server.address(Endpoint.SUBMISSION), alice.address(), carol.address(), "blocked")
                                .with("--tls"),
                        alice)
                .run()
                .succeeded();

        assertArrives(carol, "allowed", "blocked");
        assertThat(marks(carol, "SenderAllowed")).hasSize(1);
        assertThat(marks(carol, "SenderBlocked")).hasSize(1);
    }

    @Test
    @Tag("feature-129")
    void recipientsAreMatchedByTheRoomThatTheyHave() throws Exception {
        Account dave = server.user("dave");
        server.command("quota", "set", dave.address(), "--count", "3").run().succeeded();
        says(dave, "quota", "{\"refuse\":false,\"grace\":0}");

        send(ALLOWED, dave, "one");
        assertArrives(dave, "one");
        assertThat(marks(dave, "QuotaAbove")).isEmpty();
        send(ALLOWED, dave, "two");
        assertArrives(dave, "one", "two");
        assertThat(marks(dave, "QuotaAbove")).hasSize(1);
        send(ALLOWED, dave, "three");
        // A warning that the mailbox is full comes after it, and no step for full mailboxes takes it away.
        inboxHas(dave, 4);

        send(ALLOWED, dave, "four");

        Awaitility.await("the mail without room").atMost(PATIENCE).until(() -> setAside() == 1);
        inboxHas(dave, 4);
        assertThat(server.mailboxes(dave).subjects("INBOX")).contains("three").doesNotContain("four");
    }

    private static void inboxHas(Account account, int messages) {
        Awaitility.await(messages + " messages").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        server.mailboxes(account).subjects("INBOX"))
                .hasSize(messages));
    }

    /** How many mails the step for full mailboxes has put aside. */
    private static int setAside() throws Exception {
        for (JsonNode repository : server.webAdmin().json("GET", "/mailRepositories", "")) {
            if (repository.get("repository").asText().contains(OperatedServer.WITHOUT_ROOM)) {
                return server.webAdmin()
                        .json(
                                "GET",
                                "/mailRepositories/" + repository.get("path").asText() + "/mails",
                                "")
                        .size();
            }
        }
        return 0;
    }
}
