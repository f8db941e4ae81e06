package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;

/** Quotas that refuse, the vault that gives deleted mail back, and the repositories that keep what can't be delivered. */
@ExtendWith(SharedServer.class)
class LimitsIT {
    private BundleServer server;
    private Account alice;
    private Account bob;

    @BeforeEach
    void users(BundleServer shared) throws Exception {
        server = shared;
        alice = server.user("alice");
        bob = server.user("bob");
    }

    @Test
    void aFullMailboxTakesNoMoreAndTheSenderIsTold() throws Exception {
        server.command("quota", "set", bob.address(), "--count", "1").run().succeeded();
        send("fits");
        assertArrives(bob, "fits");

        server.webAdmin().json("PATCH", "/waypost/settings/users/" + bob.address() + "/quota", "{\"refuse\":false}");
        send("does not fit");

        Awaitility.await("the sender is told").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        server.mailboxes(alice).subjects("INBOX"))
                .anyMatch(subject -> subject.contains("does not fit")));
        // A warning may stand beside it: that is stored whatever the quota says.
        assertThat(server.mailboxes(bob).subjects("INBOX")).contains("fits").doesNotContain("does not fit");
    }

    @Test
    void aUserIsWarnedBeforeTheMailboxIsFull() throws Exception {
        server.command("quota", "set", bob.address(), "--count", "6").run().succeeded();
        for (int i = 1; i <= 5; i++) {
            send("mail " + i);
            assertArrives(bob, "mail " + i);
        }

        Awaitility.await("bob is warned").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        server.mailboxes(bob).subjects("INBOX"))
                .anyMatch(subject -> subject.contains("83 % full")));
        assertThat(server.webAdmin().json("GET", "/events/deadLetter/groups", ""))
                .isEmpty();
    }

    @Test
    void deletedMailComesBackFromTheVault() throws Exception {
        send("deleted by mistake");
        assertArrives(bob, "deleted by mistake");
        server.mailboxes(bob).expunge("INBOX", "deleted by mistake");
        assertThat(server.mailboxes(bob).subjects("INBOX")).isEmpty();

        JsonNode task = server.webAdmin()
                .task(
                        "POST",
                        "/deletedMessages/users/" + bob.address() + "?action=restore",
                        "{\"combinator\":\"and\",\"criteria\":[]}");

        assertThat(task.at("/additionalInformation/successfulRestoreCount").asInt())
                .as("%s", task)
                .isEqualTo(1);
        assertThat(server.mailboxes(bob).subjects("Restored-Messages")).contains("deleted by mistake");
    }

    @Test
    void repositoriesAreThereForWhatCanNotBeDelivered() throws Exception {
        assertThat(server.webAdmin().json("GET", "/mailRepositories", "").toString())
                .contains("var/mail/error");
        assertThat(server.webAdmin()
                        .json("GET", "/mailRepositories/var%2Fmail%2Ferror", "")
                        .get("size")
                        .asInt())
                .isZero();
    }

    private void send(String subject) throws Exception {
        Swaks.authenticated(
                        Swaks.mail(server.address(Endpoint.SUBMISSION), alice.address(), bob.address(), subject)
                                .with("--tls"),
                        alice)
                .run()
                .succeeded();
    }

    private void assertArrives(Account account, String subject) {
        Awaitility.await(subject + " arrives").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        server.mailboxes(account).subjects("INBOX"))
                .contains(subject));
    }
}
