package org.waypost.protocols.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.james.modules.protocols.SmtpGuiceProbe;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.protocols.tls.TestCertificate;
import org.waypost.protocols.tls.TlsModule;
import org.waypost.testing.tls.RawTls;

class JmapServerTest {
    private static final String JMAP =
            """
            jmap.host=127.0.0.1
            jmap.port=0
            jmap.plain.port=0
            request.max.size=64K
            failures.per.minute=5
            url.prefix=https://mail.example.test
            """;
    private static final String SMTP =
            """
            <smtpservers><smtpserver enabled="true">
              <jmxName>smtpserver</jmxName>
              <bind>127.0.0.1:0</bind>
              <tls socketTLS="true" startTLS="false">
                <privateKey>file://var/tls/private.key</privateKey>
                <certificates>file://var/tls/certificates.pem</certificates>
              </tls>
              <helloName autodetect="false">mail.example.test</helloName>
              <handlerchain>
                <handler class="org.apache.james.smtpserver.CoreCmdHandlerLoader"/>
              </handlerchain>
            </smtpserver></smtpservers>
            """;
    private static final String ECHO =
            "{\"using\":[\"urn:ietf:params:jmap:core\"],\"methodCalls\":[[\"Core/echo\",{\"word\":\"hello\"},\"c1\"]]}";

    @TempDir
    static Path folder;

    private static MemoryServer server;
    private static Client https;
    private static Client clear;

    @BeforeAll
    static void start() throws Exception {
        server = MemoryServer.start(
                folder,
                Map.of("jmap.properties", JMAP, "smtpserver.xml", SMTP, "tls.properties", "watch.seconds=1\n"),
                new TlsModule(),
                new JmapModule());
        JmapServer jmap = (JmapServer) server.handles().jmap;
        https = Client.https(jmap.getPort().getValue());
        clear = Client.clear(jmap.plainPort().orElseThrow().getValue());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void sessionIsServedOverHttpsToWhoKnowsThePassword() throws Exception {
        HttpResponse<String> session =
                https.send(https.request("/jmap/session").header("Authorization", Client.basic()));

        assertThat(session.statusCode()).isEqualTo(200);
        assertThat(session.body())
                .contains("https://mail.example.test/jmap")
                .contains("wss://mail.example.test/jmap/ws");
        assertThat(session.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
    }

    @Test
    void sessionIsRefusedWithoutOrWithAWrongPassword() throws Exception {
        assertThat(https.get("/jmap/session").statusCode()).isEqualTo(401);
        assertThat(https.send(https.request("/jmap/session")
                                .header("Authorization", Client.basic(MemoryServer.USER, "wrong")))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void guesserWaitsAndOthersDoNot() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(guess("192.0.2.1", "guess" + i).statusCode()).isEqualTo(401);
        }

        HttpResponse<String> refused = guess("192.0.2.1", MemoryServer.PASSWORD);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 13L);
        assertThat(guess("192.0.2.2", MemoryServer.PASSWORD).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> guess(String client, String password) throws Exception {
        return clear.send(clear.request("/jmap/session")
                .header("X-Forwarded-For", client)
                .header("Authorization", Client.basic(MemoryServer.USER, password)));
    }

    @Test
    void userNamedInAHeaderIsNotBelieved() throws Exception {
        assertThat(https.send(https.request("/jmap/session").header("X-User", MemoryServer.USER))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void methodsAnswer() throws Exception {
        HttpResponse<String> answer = https.send(https.request("/jmap")
                .header("Authorization", Client.basic())
                .header("Accept", "application/json; jmapVersion=rfc-8621")
                .POST(BodyPublishers.ofString(ECHO)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Core/echo").contains("hello");
    }

    @Test
    void wellKnownAddressLeadsToTheSession() throws Exception {
        HttpResponse<String> answer = https.get("/.well-known/jmap");

        assertThat(answer.statusCode()).isEqualTo(308);
        assertThat(answer.headers().firstValue("Location")).contains("/jmap/session");
    }

    @Test
    void draftIsNotServed() throws Exception {
        assertThat(https.get("/authentication").statusCode()).isEqualTo(404);
        assertThat(https.send(https.request("/authentication").POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(404);
        assertThat(https.send(https.request("/jmap")
                                .header("Accept", "application/json;jmapVersion=draft")
                                .POST(BodyPublishers.ofString("[]")))
                        .statusCode())
                .isEqualTo(404);
        assertThat(https.send(https.request("/download/x")
                                .header("Accept", "application/json; jmapVersion=\"draft\"")
                                .POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void webSocketCarriesMethodsOverTls() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        URI address = URI.create(https.base().toString().replace("https", "wss") + "/jmap/ws");
        WebSocket socket = https.http()
                .newWebSocketBuilder()
                .header("Authorization", Client.basic())
                .subprotocols("jmap")
                .buildAsync(address, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        answer.complete(text.toString());
                        return WebSocket.Listener.super.onText(from, text, last);
                    }
                })
                .get(20, TimeUnit.SECONDS);

        socket.sendText("{\"@type\":\"Request\",\"id\":\"r1\"," + ECHO.substring(1), true)
                .get(20, TimeUnit.SECONDS);

        assertThat(answer.get(20, TimeUnit.SECONDS)).contains("Core/echo").contains("hello");
        socket.abort();
    }

    /** A request that is answered before all of it was read once left the next on the connection without an answer. */
    @Test
    void everyRequestOnAConnectionIsAnsweredAfterOneThatWasAnsweredAtOnce() throws Exception {
        String known = Client.basic();
        for (int round = 0; round < 150; round++) {
            clear.send(clear.request("/jmap/session").method("OPTIONS", BodyPublishers.noBody()));
            assertThat(status(clear.request("/jmap/session"), known)).isEqualTo(200);
            clear.send(clear.request("/.well-known/jmap"));
            assertThat(status(clear.request("/jmap/session"), known)).isEqualTo(200);
            assertThat(status(clear.request("/jmap/session").header("X-Forwarded-Proto", "http"), known))
                    .isEqualTo(403);
            assertThat(status(clear.request("/jmap/session"), known)).isEqualTo(200);
            assertThat(status(clear.request("/authentication").POST(BodyPublishers.ofString("{}")), known))
                    .isEqualTo(404);
            assertThat(status(clear.request("/jmap/session"), known)).isEqualTo(200);
        }
    }

    private static int status(HttpRequest.Builder request, String authorization) throws Exception {
        return clear.send(request.timeout(Duration.ofSeconds(10)).header("Authorization", authorization))
                .statusCode();
    }

    @Test
    void clearPortServesAProxyOnThisMachine() throws Exception {
        assertThat(clear.send(clear.request("/jmap/session").header("Authorization", Client.basic()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void credentialsThatCameToTheProxyInClearTextAreRefused() throws Exception {
        HttpResponse<String> answer = clear.send(clear.request("/jmap/session")
                .header("X-Forwarded-Proto", "http")
                .header("Authorization", Client.basic()));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo(ClearTextGuard.WORDS);
    }

    @Test
    void oldVersionsOfTlsAreRefused() throws Exception {
        int port = https.base().getPort();
        // RFC 8446 §6.2: protocol_version is 70.
        assertThat(RawTls.hello(port, 0)).isEqualTo("alert 70");
        assertThat(RawTls.hello(port, 1)).isEqualTo("alert 70");
        assertThat(RawTls.hello(port, 2)).isEqualTo("hello");
    }

    @Test
    void largeRequestIsRefused() throws Exception {
        HttpResponse<String> answer = https.send(https.request("/jmap")
                .header("Authorization", Client.basic())
                .POST(BodyPublishers.ofString("x".repeat(64 * 1024 + 1))));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void largeHeaderIsRefused() throws Exception {
        assertThat(https.send(https.request("/jmap/session").header("X-Filler", "x".repeat(17 * 1024)))
                        .statusCode())
                .isIn(413, 431);
    }

    @Test
    void pushIsNotSentToThisMachine() throws Exception {
        try (PushTarget inside = new PushTarget()) {
            assertThat(inside.subscribe(https)).contains("notCreated").contains("server-side request forgery");
            assertThat(inside.calls()).isZero();
        }
    }

    @Test
    void newCertificateIsShownByEveryListenerAndNobodyIsDropped() throws Exception {
        int smtp = server.probe(SmtpGuiceProbe.class).getSmtpSslPort().getValue();
        int jmap = https.base().getPort();
        try (TlsLine before = new TlsLine(smtp)) {
            assertThat(before.read()).startsWith("220 ");

            TestCertificate.replace(server.var(), "replaced.example.test");

            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(TlsLine.shownBy(jmap)).contains("replaced.example.test");
                assertThat(TlsLine.shownBy(smtp)).contains("replaced.example.test");
            });
            before.write("NOOP");
            assertThat(before.read()).startsWith("250 ");
        }
        assertThat(https.send(https.request("/jmap/session").header("Authorization", Client.basic()))
                        .statusCode())
                .isEqualTo(200);
    }
}
