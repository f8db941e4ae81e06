package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;

/** Held mail of unverified senders, by SMTP, IMAP, the command and WebAdmin; {@code ChallengeBenchIT} has verified ones. */
@Tag("feature-78")
@ExtendWith(SharedServer.class)
class ChallengeIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static BundleServer server;
    private Account bob;

    @BeforeAll
    static void take(BundleServer shared) {
        server = shared;
    }

    @BeforeEach
    void addAUserWhoAsks() throws Exception {
        bob = server.user("choosy");
        server.webAdmin()
                .json(
                        "PATCH",
                        "/waypost/settings/users/" + bob.address() + "/challenge",
                        "{\"mode\":\"unknown-senders\"}");
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(60));
    }

    private void mail(String from, String subject) throws Exception {
        Swaks.mail(server.address(Endpoint.SMTP), from, bob.address(), subject)
                .run()
                .succeeded();
    }

    private static JsonNode command(String... arguments) throws Exception {
        return JSON.readTree(server.command(arguments).with("--json").run().succeeded());
    }

    private JsonNode held(int count) {
        return await(count + " held mails")
                .until(
                        () -> server.webAdmin().json("GET", "/waypost/challenge/pending/" + bob.address(), ""),
                        mails -> mails.size() == count);
    }

    @Test
    void heldMailIsListedShownReleasedAndDiscarded() throws Exception {
        mail("eve@example.net", "first");
        mail("mallory@example.net", "second");
        held(2);

        JsonNode listed = command("challenge", "list", bob.address()).get("held");
        assertThat(listed).hasSize(2).allSatisfy(mail -> {
            assertThat(mail.get("challenged").asBoolean()).isFalse();
            assertThat(mail.get("reason").asText()).contains("not verified");
        });
        JsonNode first = listed.get(0).get("subject").asText().equals("first") ? listed.get(0) : listed.get(1);
        JsonNode second = first == listed.get(0) ? listed.get(1) : listed.get(0);
        assertThat(server.command(
                                "challenge",
                                "show",
                                bob.address(),
                                first.get("id").asText())
                        .run()
                        .succeeded())
                .contains("eve@example.net", "The body of first");

        assertThat(command(
                                "challenge",
                                "release",
                                bob.address(),
                                first.get("id").asText())
                        .get("released")
                        .asInt())
                .isEqualTo(1);
        command("challenge", "discard", bob.address(), second.get("id").asText());

        await("the released mail")
                .untilAsserted(() ->
                        assertThat(server.mailboxes(bob).subjects("INBOX")).containsExactly("first"));
        held(0);
        assertThat(server.command(
                                "challenge",
                                "discard",
                                bob.address(),
                                second.get("id").asText())
                        .run()
                        .code())
                .isEqualTo(5);
    }

    @Test
    void theDigestOfHeldMailArrives() throws Exception {
        mail("eve@example.net", "first");
        held(1);

        assertThat(command("challenge", "digest", bob.address()).get("sent").asBoolean())
                .isTrue();

        await("the digest").untilAsserted(() -> assertThat(server.mailboxes(bob).subjects("INBOX"))
                .containsExactly("Mail that waits for its senders: 1"));
    }

    @Test
    void whomAUserWritesToIsKnown() throws Exception {
        String pen = server.user("pen").address();
        Swaks.authenticated(
                        Swaks.mail(server.address(Endpoint.SUBMISSION), bob.address(), "P" + pen.substring(1), "hello")
                                .with("--tls"),
                        bob)
                .run()
                .succeeded();

        await("the correspondent").untilAsserted(() -> assertThat(
                        command("challenge", "confirmed", bob.address()).get("confirmed"))
                .singleElement()
                .satisfies(sender -> {
                    assertThat(sender.get("sender").asText()).isEqualTo(pen);
                    assertThat(sender.get("how").asText()).isEqualTo("written-to");
                }));
        command("challenge", "confirmed", bob.address(), "--remove", pen);
        command("challenge", "confirmed", bob.address(), "--add", "Ann@example.net");
        assertThat(command("challenge", "confirmed", bob.address()).get("confirmed"))
                .singleElement()
                .satisfies(sender -> assertThat(sender.get("sender").asText()).isEqualTo("ann@example.net"));
    }

    @Test
    void addressesThatNobodySignedAreRefused() throws Exception {
        Program.Ended ended = Swaks.mail(
                        server.address(Endpoint.SMTP),
                        "eve@example.net",
                        "confirm+" + "a".repeat(53) + "@" + BundleServer.DOMAIN,
                        "forged")
                .run();

        assertThat(ended.code()).isNotZero();
        assertThat(ended.output()).contains("<** 550");
    }

    @Test
    void wrongRequestsAreRefusedByName() throws Exception {
        WebAdmin admin = server.webAdmin();
        String pending = "/waypost/challenge/pending/" + bob.address();

        assertThat(admin.call("GET", pending + "/x", "").body()).contains("id is 'x', expected the id of a held mail");
        assertThat(admin.call("POST", pending + "?action=release", "").body()).contains("sender is missing");
        assertThat(admin.call("POST", pending + "?action=drop&sender=a@example.net", "")
                        .body())
                .contains("action is 'drop', expected release");
        assertThat(admin.call("PUT", "/waypost/challenge/confirmed/" + bob.address() + "/nobody", "")
                        .body())
                .contains("sender is 'nobody', expected an address");
    }
}
