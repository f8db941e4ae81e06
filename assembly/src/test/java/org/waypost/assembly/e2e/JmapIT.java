package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;
import org.waypost.server.quickstart.PinnedTls;

/** JMAP (RFC 8620, RFC 8621) over HTTPS: session, search, change and submission. */
@ExtendWith(SharedServer.class)
class JmapIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USING =
            "\"using\":[\"urn:ietf:params:jmap:core\",\"urn:ietf:params:jmap:mail\",\"urn:ietf:params:jmap:submission\"]";

    private BundleServer server;
    private Account alice;
    private Account bob;
    private HttpClient client;

    @BeforeEach
    void users(BundleServer shared) throws Exception {
        server = shared;
        alice = server.user("alice");
        bob = server.user("bob");
        client = HttpClient.newBuilder()
                .sslContext(PinnedTls.trusting(server.certificates()))
                .build();
    }

    @Test
    void theSessionNamesAccountAndCapabilities() throws Exception {
        JsonNode session = session(alice);

        assertThat(session.get("username").asText()).isEqualTo(alice.address());
        assertThat(session.get("capabilities").has("urn:ietf:params:jmap:mail")).isTrue();
        assertThat(accountId(session)).isNotBlank();
    }

    @Test
    void wrongPasswordsAreRefused() throws Exception {
        Account wrong = new Account(alice.address(), "wrong");

        assertThat(client.send(request(wrong, "/jmap/session").build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aMailIsWrittenSubmittedFoundAndDeleted() throws Exception {
        String sender = accountId(session(alice));
        String drafts = mailbox(alice, sender, "Drafts");
        String identity = call(alice, "[\"Identity/get\",{\"accountId\":\"%s\",\"ids\":null},\"0\"]".formatted(sender))
                .at("/list/0/id")
                .asText();

        JsonNode submitted = calls(
                alice,
                """
                ["Email/set",{"accountId":"%s","create":{"draft":{
                  "mailboxIds":{"%s":true},
                  "from":[{"email":"%s"}],"to":[{"email":"%s"}],"subject":"by jmap",
                  "textBody":[{"partId":"text","type":"text/plain"}],
                  "bodyValues":{"text":{"value":"Hello by JMAP"}}}}},"0"],
                ["EmailSubmission/set",{"accountId":"%s","create":{"sending":{
                  "emailId":"#draft","identityId":"%s",
                  "envelope":{"mailFrom":{"email":"%s"},"rcptTo":[{"email":"%s"}]}}}},"1"]
                """
                        .formatted(
                                sender,
                                drafts,
                                alice.address(),
                                bob.address(),
                                sender,
                                identity,
                                alice.address(),
                                bob.address()));
        assertThat(submitted.at("/1/1/created/sending/id").asText())
                .as("%s", submitted)
                .isNotBlank();

        String receiver = accountId(session(bob));
        String query = "[\"Email/query\",{\"accountId\":\"%s\",\"filter\":{\"subject\":\"by jmap\"}},\"0\"]"
                .formatted(receiver);
        JsonNode found = Awaitility.await("the mail is found")
                .atMost(Duration.ofSeconds(60))
                .until(() -> call(bob, query).get("ids"), ids -> ids.size() == 1);

        JsonNode deleted = call(
                bob,
                "[\"Email/set\",{\"accountId\":\"%s\",\"destroy\":[\"%s\"]},\"0\"]"
                        .formatted(receiver, found.get(0).asText()));
        assertThat(deleted.at("/destroyed/0")).isEqualTo(found.get(0));
        assertThat(call(bob, query).get("ids")).isEmpty();
    }

    private String mailbox(Account account, String accountId, String name) throws Exception {
        JsonNode list = call(
                        account, "[\"Mailbox/get\",{\"accountId\":\"%s\",\"ids\":null},\"0\"]".formatted(accountId))
                .get("list");
        for (JsonNode mailbox : list) {
            if (mailbox.get("name").asText().equals(name)) {
                return mailbox.get("id").asText();
            }
        }
        return call(
                        account,
                        "[\"Mailbox/set\",{\"accountId\":\"%s\",\"create\":{\"new\":{\"name\":\"%s\"}}},\"0\"]"
                                .formatted(accountId, name))
                .at("/created/new/id")
                .asText();
    }

    private JsonNode session(Account account) throws Exception {
        HttpResponse<String> answer =
                client.send(request(account, "/jmap/session").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String accountId(JsonNode session) {
        return session.get("accounts").fieldNames().next();
    }

    /** The arguments of the one response. */
    private JsonNode call(Account account, String methodCall) throws Exception {
        return calls(account, methodCall).at("/0/1");
    }

    private JsonNode calls(Account account, String methodCalls) throws Exception {
        HttpResponse<String> answer = client.send(
                request(account, "/jmap")
                        .header("Content-Type", "application/json; charset=UTF-8")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{" + USING + ",\"methodCalls\":[" + methodCalls + "]}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("methodResponses");
    }

    private HttpRequest.Builder request(Account account, String path) {
        String credentials = Base64.getEncoder()
                .encodeToString((account.address() + ":" + account.password()).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port(Endpoint.JMAP) + path))
                .timeout(Duration.ofSeconds(60))
                // RFC 8621 is only spoken when asked for, for the draft has the same addresses.
                .header("Accept", "application/json; jmapVersion=rfc-8621")
                .header("Authorization", "Basic " + credentials);
    }
}
