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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;
import org.waypost.server.quickstart.PinnedTls;

/** Automatic answers on the running server (RFC 3834, RFC 5230), set over WebAdmin, the command and JMAP (RFC 8621 §8). */
@ExtendWith(SharedServer.class)
@Tag("feature-145")
class AutoReplyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private BundleServer server;
    private Account writer;
    private Account away;

    @BeforeEach
    void users(BundleServer shared) throws Exception {
        server = shared;
        writer = server.user("writer");
        away = server.user("away");
    }

    private void vacation(String json) throws Exception {
        server.webAdmin().json("POST", "/vacation/" + away.address(), json);
    }

    private Program mail(String subject) {
        return Swaks.authenticated(
                Swaks.mail(server.address(Endpoint.SUBMISSION), writer.address(), away.address(), subject)
                        .with("--tls"),
                writer);
    }

    private void arrives(Account account, String subject) {
        Awaitility.await(subject + " arrives").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        server.mailboxes(account).subjects("INBOX"))
                .contains(subject));
    }

    private void idle() {
        Awaitility.await("the queue is empty")
                .atMost(PATIENCE)
                .until(() -> server.webAdmin().queued() == 0);
    }

    @Test
    void aSenderIsAnsweredOnceUntilThatIsForgotten() throws Exception {
        vacation("{\"enabled\":true,\"subject\":\"Away till Monday\",\"textBody\":\"Ask Carol.\"}");

        mail("first").run().succeeded();
        arrives(writer, "Away till Monday");
        mail("second").run().succeeded();
        arrives(away, "second");
        idle();

        Mailboxes answers = server.mailboxes(writer);
        assertThat(answers.subjects("INBOX")).containsExactly("Away till Monday");
        assertThat(answers.text("INBOX", "Away till Monday")).contains("Ask Carol.");
        assertThat(answers.header("INBOX", "Auto-Submitted")).containsExactly("auto-replied");
        assertThat(answers.header("INBOX", "Return-Path")).containsExactly("<>");
        assertThat(answers.header("INBOX", "In-Reply-To")).hasSize(1);

        assertThat(server.command("autoreply", "answered", "list", away.address())
                        .run()
                        .succeeded())
                .contains(writer.address());
        server.command("autoreply", "answered", "clear", away.address()).run().succeeded();
        mail("third").run().succeeded();
        Awaitility.await("another answer").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        server.mailboxes(writer).subjects("INBOX"))
                .hasSize(2));
    }

    @Test
    void listsAndProgramsAreNotAnswered() throws Exception {
        vacation("{\"enabled\":true,\"subject\":\"Away\",\"textBody\":\"away\"}");

        mail("of a list").with("--header", "List-Id: <news.example.org>").run().succeeded();
        mail("of a program")
                .with("--header", "Auto-Submitted: auto-generated")
                .run()
                .succeeded();
        mail("of spam").with("--header", "X-Spam-Flag: YES").run().succeeded();
        mail("to others").with("--header", "To: somebody@example.org").run().succeeded();

        arrives(away, "to others");
        arrives(away, "of spam");
        idle();
        assertThat(server.mailboxes(writer).subjects("INBOX")).isEmpty();
    }

    @Test
    @Tag("feature-146")
    void insideAndOutsideGetDifferentAnswers() throws Exception {
        server.webAdmin()
                .json(
                        "PATCH",
                        "/waypost/settings/users/" + away.address() + "/autoReply",
                        """
                        {"replies":[{"enabled":true,"audience":"inside","subject":"for colleagues","text":"in"},
                          {"enabled":true,"audience":"outside","subject":"for the world","text":"out"}]}
                        """);

        mail("from a colleague").run().succeeded();
        arrives(writer, "for colleagues");
        idle();
        assertThat(server.mailboxes(writer).subjects("INBOX")).containsExactly("for colleagues");
    }

    @Test
    void wrongSettingsAreRefused() throws Exception {
        HttpResponse<String> answer = server.webAdmin()
                .call(
                        "PATCH",
                        "/waypost/settings/users/" + away.address() + "/autoReply",
                        "{\"replies\":[{\"period\":\"1m\"}]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("period").contains("from 1h to 365d");
    }

    @Test
    void jmapReadsAndWritesTheFirstAnswer() throws Exception {
        vacation("{\"enabled\":false,\"subject\":\"by WebAdmin\",\"textBody\":\"one\"}");

        JsonNode read = jmap("[\"VacationResponse/get\",{\"accountId\":\"%s\",\"ids\":null},\"0\"]");
        assertThat(read.at("/list/0/subject").asText()).isEqualTo("by WebAdmin");
        assertThat(read.at("/list/0/isEnabled").asBoolean()).isFalse();

        jmap("[\"VacationResponse/set\",{\"accountId\":\"%s\",\"update\":{\"singleton\":{\"isEnabled\":true,"
                + "\"subject\":\"by JMAP\",\"fromDate\":\"2020-01-01T00:00:00Z\"}}},\"0\"]");
        JsonNode vacation = server.webAdmin().json("GET", "/vacation/" + away.address(), "");
        assertThat(vacation.get("subject").asText()).isEqualTo("by JMAP");
        assertThat(vacation.get("enabled").asBoolean()).isTrue();
        mail("to whom JMAP sent away").run().succeeded();
        arrives(writer, "by JMAP");
    }

    private JsonNode jmap(String call) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(PinnedTls.trusting(server.certificates()))
                .build();
        JsonNode session =
                JSON.readTree(client.send(request("/jmap/session").build(), HttpResponse.BodyHandlers.ofString())
                        .body());
        String account = session.get("accounts").fieldNames().next();
        String body = "{\"using\":[\"urn:ietf:params:jmap:core\",\"urn:ietf:params:jmap:vacationresponse\"],"
                + "\"methodCalls\":[" + call.formatted(account) + "]}";
        HttpResponse<String> answer = client.send(
                request("/jmap")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).at("/methodResponses/0/1");
    }

    private HttpRequest.Builder request(String path) {
        String credentials = Base64.getEncoder()
                .encodeToString((away.address() + ":" + away.password()).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port(Endpoint.JMAP) + path))
                .timeout(PATIENCE)
                .header("Accept", "application/json; jmapVersion=rfc-8621")
                .header("Authorization", "Basic " + credentials);
    }
}
