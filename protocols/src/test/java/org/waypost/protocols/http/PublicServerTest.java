package org.waypost.protocols.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpMethod;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import org.waypost.protocols.tls.TestCertificate;
import org.waypost.testing.tls.RawTls;
import reactor.core.publisher.Mono;

class PublicServerTest {
    @TempDir
    Path folder;

    private PublicServer server;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        PropertiesConfiguration properties = new PropertiesConfiguration();
        properties.setProperty("host", "127.0.0.1");
        properties.setProperty("port", "0");
        properties.setProperty("base.url", "https://mail.example.test/");
        properties.setProperty("rate.per.minute", "1");
        properties.setProperty("rate.burst", "15");
        properties.setProperty("proxies", "127.0.0.1");
        server = new PublicServer(
                PublicConfiguration.from(properties, "localhost"),
                TestCertificate.in(folder).sslContext(),
                Set.of(
                        page(
                                "/confirm/",
                                HttpMethod.GET,
                                request -> PublicResponse.html(
                                        200,
                                        request.base() + request.path() + " for "
                                                + request.client().getHostAddress())),
                        page(
                                "/form",
                                HttpMethod.POST,
                                request -> PublicResponse.text(
                                        200, request.parameter("name").orElse("nobody"))),
                        page("/broken", HttpMethod.GET, request -> {
                            throw new IllegalStateException("secret detail");
                        })),
                new RecordingMetricFactory());
        server.start();
        client = Client.https(server.port());
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private static PublicPage page(String path, HttpMethod method, Function<PublicRequest, PublicResponse> answer) {
        return new PublicPage() {
            @Override
            public String path() {
                return path;
            }

            @Override
            public Set<HttpMethod> methods() {
                return Set.of(method);
            }

            @Override
            public Publisher<PublicResponse> answer(PublicRequest request) {
                return Mono.fromSupplier(() -> answer.apply(request));
            }
        };
    }

    @Test
    void pagesAnswerWithLinksToThePublicAddress() throws Exception {
        HttpResponse<String> answer = client.get("/confirm/abc");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("https://mail.example.test/confirm/abc for 127.0.0.1");
    }

    @Test
    void formsAreRead() throws Exception {
        HttpResponse<String> answer = client.send(client.request("/form")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("name=J%C3%B6rg+M&x=1")));

        assertThat(answer.body()).isEqualTo("Jörg M");
    }

    @Test
    void homeNamesTheProductAndAllElseIsNotThere() throws Exception {
        assertThat(client.get("/").statusCode()).isEqualTo(200);
        assertThat(client.get("/").body()).contains("Waypost");
        assertThat(client.get("/domains").statusCode()).isEqualTo(404);
        assertThat(client.get("/jmap").statusCode()).isEqualTo(404);
        assertThat(client.get("/confirmation").statusCode()).isEqualTo(404);
        assertThat(client.get("/.well-known/jmap").body()).isEqualTo("There is no page at this address.\n");
    }

    @Test
    void everyAnswerTellsBrowsersToBeCareful() throws Exception {
        for (String path : new String[] {"/", "/confirm/abc", "/nothing", "/broken"}) {
            HttpResponse<String> answer = client.get(path);

            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
    }

    @Test
    void otherMethodsAreRefusedWithTheRightOnes() throws Exception {
        HttpResponse<String> answer = client.send(client.request("/confirm/abc").POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
        assertThat(client.send(client.request("/confirm/abc").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void errorOfAPageDoesNotShowItsInside() throws Exception {
        HttpResponse<String> answer = client.get("/broken");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret detail");
    }

    @Test
    void eachClientHasItsOwnRate() throws Exception {
        HttpResponse<String> answer = null;
        for (int i = 0; i <= 16; i++) {
            answer = client.send(client.request("/").header("X-Forwarded-For", "192.0.2.1"));
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 61L);
        assertThat(client.send(client.request("/").header("X-Forwarded-For", "192.0.2.2"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void oldVersionsOfTlsAreRefused() throws Exception {
        assertThat(RawTls.hello(server.port(), 1)).isEqualTo("alert 70");
        assertThat(RawTls.hello(server.port(), 2)).isEqualTo("hello");
    }

    @Test
    void largeFormIsRefused() throws Exception {
        assertThat(client.send(client.request("/form")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("name=" + "x".repeat(64 * 1024))))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void wrongValuesAreNamed() {
        PropertiesConfiguration properties = new PropertiesConfiguration();
        properties.setProperty("base.url", "http://mail.example.test");
        assertThatThrownBy(() -> PublicConfiguration.from(properties, "localhost"))
                .hasMessageContaining("base.url is http://mail.example.test");
        properties.clear();
        properties.setProperty("proxies", "10.0.0.0/99");
        assertThatThrownBy(() -> PublicConfiguration.from(properties, "localhost"))
                .hasMessageContaining("proxies has 10.0.0.0/99");
    }

    @Test
    void pageOverTheHomePageIsRefusedAtStart() throws Exception {
        PublicPage home = page("/", HttpMethod.GET, request -> PublicResponse.text(200, ""));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PublicServer(
                        PublicConfiguration.from(new PropertiesConfiguration(), "localhost"),
                        null,
                        Set.of(home),
                        new RecordingMetricFactory()))
                .withMessageContaining("path /");
    }
}
