package org.waypost.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Key;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.WebAdminServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.server.composition.MemoryServer;
import org.waypost.server.composition.ServerPaths;
import org.waypost.testing.tls.TrustAll;
import org.waypost.webadmin.product.Version;
import spark.Service;

/** The OpenAPI document says what the server does: the same routes, with answers that fit. */
class OpenApiTest {
    private static final String BOB = "bob@example.test";

    private static MemoryServer server;
    private static HttpClient http;
    private static String token;
    private static String text;
    private static ApiDocument document;

    @BeforeAll
    static void start() throws Exception {
        server = MemoryServer.start(Map.of("webadmin.properties", "port=0\n"));
        http = HttpClient.newBuilder()
                .sslContext(TrustAll.context())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        token = Files.readString(server.get(ServerPaths.class).var().resolve("webadmin/token"))
                .trim();
        HttpResponse<String> answer = ask("GET", "/waypost/openapi.yaml", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        text = answer.body();
        document = new ApiDocument(text);
        Username bob = server.user(BOB);
        server.user("ann@example.test");
        MailboxManager mailboxes = server.get(MailboxManager.class);
        mailboxes.createMailbox(MailboxPath.forUser(bob, "Lists"), mailboxes.createSystemSession(bob));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static HttpResponse<String> ask(String method, String path, String body)
            throws IOException, InterruptedException {
        int port = server.get(WebAdminServer.class).getPort().getValue();
        return http.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theDocumentIsValidAndOfThisVersion() {
        var parsed = new OpenAPIV3Parser().readContents(text);

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getInfo().getVersion())
                .isEqualTo(Version.running().version().replace("-SNAPSHOT", ""));
    }

    @Test
    void everyRouteIsDescribedAndNoneThatIsNot() {
        Set<String> defined = new TreeSet<>();
        Service recorded = Service.ignite().ipAddress("127.0.0.1").port(0);
        try {
            server.get(new Key<Set<Routes>>() {}).stream()
                    .filter(routes -> routes.getClass().getName().startsWith("org.waypost."))
                    .forEach(routes -> routes.define(recorded));
            recorded.routes()
                    .forEach(route ->
                            defined.add(route.getHttpMethod().toString().toUpperCase(Locale.ROOT) + " "
                                    + route.getMatchUri().replaceAll(":(\\w+)", "{$1}")));
        } finally {
            recorded.stop();
            recorded.awaitStop();
        }

        assertThat(document.operations()).containsExactlyElementsOf(defined);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            nullValues = "-",
            textBlock =
                    """
                    GET    | /waypost/version                                        | ''  | 200
                    GET    | /waypost/engines                                        | ''  | 404
                    GET    | /waypost/certificates                                   | ''  | 200
                    POST   | /waypost/certificates/reload                            | ''  | 200
                    GET    | /waypost/mailets                                        | ''  | 200
                    GET    | /waypost/settings                                       | ''  | 200
                    PATCH  | /waypost/settings/users/bob@example.test/autoReply      | '{"replies":[{"enabled":true,"text":"away"}]}' | 204
                    PATCH  | /waypost/settings/users/bob@example.test/autoReply      | '{"replies":7}' | 400
                    PUT    | /waypost/settings/domains/example.test/autoReply/locked | '["insideDomains"]' | 204
                    GET    | /waypost/settings/users/bob@example.test                | ''  | 200
                    GET    | /waypost/settings/users/bob@example.test/autoReply      | ''  | 200
                    GET    | /waypost/settings/users/nobody@example.test             | ''  | 404
                    GET    | /waypost/settings/domains/example.test                  | ''  | 200
                    GET    | /waypost/settings/domains/example.test/quota            | ''  | 200
                    PUT    | /waypost/settings/domains/example.test/expiry           | '{"rules":[]}' | 204
                    DELETE | /waypost/settings/domains/example.test/expiry           | ''  | 204
                    GET    | /waypost/settings/server                                | ''  | 200
                    GET    | /waypost/settings/server/quota                          | ''  | 200
                    GET    | /waypost/settings/server/nothing                        | ''  | 400
                    GET    | /waypost/settings/export                                | ''  | 200
                    POST   | /waypost/settings/import?dryRun                         | '{settings: 1, scopes: {}}' | 200
                    POST   | /waypost/settings/import?dryRun                         | '[' | 400
                    DELETE | /waypost/accounts/users/gone@example.test               | ''  | 201
                    POST   | /waypost/accounts/users/gone@example.test/rename/new@example.test | '' | 404
                    POST   | /waypost/accounts/users/bob@example.test/rename/ann@example.test  | '' | 409
                    POST   | /waypost/accounts/users/bob@example.test/rename/bob@example.test  | '' | 400
                    POST   | /waypost/accounts/users/bob@example.test/rename/bob@nowhere.test  | '' | 404
                    DELETE | /waypost/accounts/domains/example.test                  | ''  | 409
                    DELETE | /waypost/accounts/domains/nowhere.test                  | ''  | 404
                    POST   | /waypost/accounts/domains/example.test/rename/new.test  | ''  | 409
                    GET    | /waypost/folders/bob@example.test                       | ''  | 200
                    GET    | /waypost/folders/nobody@example.test                    | ''  | 404
                    POST   | /waypost/folders/bob@example.test                       | '{"name":"One.Two"}' | 201
                    POST   | /waypost/folders/bob@example.test                       | '{"name":"One.Two"}' | 409
                    POST   | /waypost/folders/bob@example.test/rename                | '{"from":"One","to":"Three"}' | 200
                    PUT    | /waypost/folders/bob@example.test/rights?name=Lists&to=ann@example.test | '{"rights":"lrs"}' | 200
                    GET    | /waypost/folders/bob@example.test/rights?name=Lists     | ''  | 200
                    DELETE | /waypost/folders/bob@example.test/rights?name=Lists&to=ann@example.test | '' | 200
                    DELETE | /waypost/folders/bob@example.test?name=Three&all=true   | ''  | 200
                    GET    | /waypost/challenge/pending                              | ''  | 200
                    GET    | /waypost/challenge/pending/bob@example.test             | ''  | 200
                    GET    | /waypost/challenge/pending/bob@example.test/x           | ''  | 400
                    POST   | /waypost/challenge/pending/bob@example.test?action=release&sender=a@example.org | '' | 200
                    PUT    | /waypost/challenge/confirmed/bob@example.test/b@example.org | '' | 204
                    GET    | /waypost/challenge/confirmed/bob@example.test           | ''  | 200
                    DELETE | /waypost/challenge/confirmed/bob@example.test/b@example.org | '' | 204
                    POST   | /waypost/challenge/digest/bob@example.test              | ''  | 200
                    GET    | /waypost/autoreply/bob@example.test/answered            | ''  | 200
                    DELETE | /waypost/autoreply/bob@example.test/answered            | ''  | 204
                    GET    | /waypost/forward/bob@example.test/test?sender=a@example.org | '' | 200
                    GET    | /waypost/forward/nobody@example.test/test               | ''  | 404
                    POST   | /waypost/rules/bob@example.test/try                     | 'Subject: x' | 200
                    POST   | /waypost/rules/bob@example.test/try                     | ''  | 400
                    POST   | /waypost/senders/check                                  | '{"client":"x"}' | 400
                    GET    | /waypost/quota/domains                                  | ''  | 200
                    PUT    | /waypost/quota/domains/example.test                     | '{"size":1000000}' | 200
                    PUT    | /waypost/quota/domains/example.test                     | '{"size":"x"}' | 400
                    GET    | /waypost/quota/domains/example.test?limit=10            | ''  | 200
                    POST   | /waypost/quota/domains/example.test?action=recount      | ''  | 200
                    GET    | /waypost/country/lookup/8.8.8.8                         | ''  | 200
                    GET    | /waypost/country/lookup/127.0.0.1                       | ''  | 200
                    GET    | /waypost/country/lookup/home                            | ''  | 400
                    GET    | /waypost/country/database                               | ''  | 200
                    POST   | /waypost/country/database/reload                        | ''  | 200
                    PUT    | /waypost/routes/one                                     | '{"when":{"senderDomains":["one.example"]},"hops":["127.0.0.1:1"]}' | 200
                    PUT    | /waypost/routes/one                                     | '{"port":"x"}' | 400
                    GET    | /waypost/routes                                         | ''  | 200
                    GET    | /waypost/routes/one                                     | ''  | 200
                    GET    | /waypost/routes-explained?recipient=a@example.org       | ''  | 200
                    GET    | /waypost/routes-explained?recipient=a                   | ''  | 400
                    GET    | /waypost/routes.yaml                                    | ''  | 200
                    PUT    | /waypost/routes.yaml                                    | 'routes: []' | 200
                    POST   | /waypost/routes/default/check                           | ''  | 200
                    DELETE | /waypost/routes/none                                    | ''  | 404
                    GET    | /waypost/expiry                                         | ''  | 200
                    POST   | /waypost/expiry?dryRun=maybe                            | ''  | 400
                    """)
    void answersFit(String method, String path, String body, int status) throws Exception {
        HttpResponse<String> answer = ask(method, path, body);

        assertThat(document.misfit(
                        method,
                        path.replaceFirst("\\?.*", ""),
                        answer.statusCode(),
                        answer.headers().firstValue("Content-Type").orElse(""),
                        answer.body()))
                .isEmpty();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void whoIsUnknownGetsTheDescribedRefusal() throws Exception {
        int port = server.get(WebAdminServer.class).getPort().getValue();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/waypost/version"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(document.misfit(
                        "GET",
                        "/waypost/version",
                        answer.statusCode(),
                        answer.headers().firstValue("Content-Type").orElse(""),
                        answer.body()))
                .isEmpty();
        assertThat(answer.statusCode()).isEqualTo(401);
    }
}
