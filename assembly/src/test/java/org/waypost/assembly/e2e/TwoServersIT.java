package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;
import org.waypost.server.quickstart.PinnedTls;
import org.waypost.testing.smtp.SmtpSink;

/** Two server processes on one keyspace: what is changed on one holds on the other within five seconds, without a restart. */
@ExtendWith(SharedServer.class)
class TwoServersIT {
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LINK = Pattern.compile("https://[^/\\s]+(/challenge/[a-z2-7]+)");
    private static final String ASKED = "asked.test";
    private static final String STRANGER = "eve@blocked.example.net";

    private static BundleServer first;
    private static BundleServer second;

    @BeforeAll
    static void startTheSecond(BundleServer shared) throws Exception {
        first = shared;
        second = BundleServer.start(
                "second", (file, text) -> file.equals("engines.properties") ? ofTheFirst(text) : text);
    }

    /** The engines of the first server are external ones for the second. */
    private static String ofTheFirst(String engines) {
        return engines.replace("cassandra.mode=local", "cassandra.mode=external")
                        .replace("opensearch.mode=local", "opensearch.mode=off")
                        .replace("tika.mode=local", "tika.mode=off")
                + "\ncassandra.contact.points=" + first.address(Endpoint.CASSANDRA)
                + "\ncassandra.datacenter=datacenter1\n";
    }

    @AfterAll
    static void stopTheSecond() throws Exception {
        second.close();
    }

    private static String rcpt(BundleServer server, Account to) throws Exception {
        return Swaks.mail(server.address(Endpoint.SMTP), STRANGER, to.address(), "to be refused")
                .with("--quit-after", "RCPT")
                .run()
                .output();
    }

    @Test
    void aBlockedSenderIsRefusedByTheOtherServerWithinFiveSeconds() throws Exception {
        Account bob = first.user("bob");
        // The settings of bob are in the cache of the second server from here on.
        assertThat(rcpt(second, bob)).contains("250 2.1.5");

        first.command("settings", "set", bob.address(), "senders", "block=[{\"sender\":\"blocked.example.net\"}]")
                .run()
                .succeeded();

        await().pollInterval(Duration.ofMillis(500)).atMost(WITHIN).untilAsserted(() -> assertThat(rcpt(second, bob))
                .contains("550 5.7.1"));

        second.command("settings", "unset", bob.address(), "senders").run().succeeded();
        await().pollInterval(Duration.ofMillis(500)).atMost(WITHIN).untilAsserted(() -> assertThat(rcpt(first, bob))
                .contains("250 2.1.5"));
    }

    @Test
    @Tag("feature-78")
    void aChallengeOfOneServerIsConfirmedOnTheOther() throws Exception {
        Account bob = first.user("asks");
        BundleServer.dns().withText(ASKED, "v=spf1 ip4:127.0.0.1 -all");
        first.command("settings", "set", bob.address(), "challenge", "mode=unknown-senders")
                .run()
                .succeeded();
        try (SmtpSink world = SmtpSink.on("127.0.0.1")) {
            first.webAdmin()
                    .json(
                            "PUT",
                            "/waypost/routes/asked",
                            "{\"when\":{\"recipientDomains\":[\"" + ASKED + "\"]},\"hops\":[\"127.0.0.1:" + world.port()
                                    + "\"]}");
            Swaks.mail(first.address(Endpoint.SMTP), "ann@" + ASKED, bob.address(), "waits")
                    .run()
                    .succeeded();

            String challenge = await().atMost(PATIENCE).until(() -> letter(world), text -> !text.isEmpty());
            assertThat(first.mailboxes(bob).subjects("INBOX")).isEmpty();
            URI page = pageOfTheSecond(challenge);
            assertThat(open(HttpRequest.newBuilder(page).GET())).isEqualTo(200);
            assertThat(first.mailboxes(bob).subjects("INBOX"))
                    .as("a look at the page confirms nothing")
                    .isEmpty();
            assertThat(open(HttpRequest.newBuilder(page).POST(HttpRequest.BodyPublishers.noBody())))
                    .isEqualTo(200);

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(first.mailboxes(bob).subjects("INBOX")).containsExactly("waits"));
        } finally {
            first.webAdmin().call("DELETE", "/waypost/routes/asked", "");
        }
    }

    /** The challenge that came, in one piece; empty before. */
    private static String letter(SmtpSink world) {
        // Quoted-printable lines are joined again, so that links are whole (RFC 2045 §6.7).
        return world.taken().stream()
                .map(mail -> mail.data().replace("=\n", ""))
                .findFirst()
                .orElse("");
    }

    /** The link of a challenge names the first server; the second has the same page. */
    private static URI pageOfTheSecond(String challenge) {
        Matcher link = LINK.matcher(challenge);
        assertThat(link.find()).as(challenge).isTrue();
        return URI.create("https://localhost:" + second.port(Endpoint.PUBLIC) + link.group(1));
    }

    private static int open(HttpRequest.Builder request) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(PinnedTls.trusting(second.certificates()))
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
