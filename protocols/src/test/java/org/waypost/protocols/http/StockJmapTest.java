package org.waypost.protocols.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import org.apache.james.jmap.JMAPConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.protocols.tls.TlsModule;

/** What James does by itself, and why ours differs. */
class StockJmapTest {
    private static final String JMAP =
            """
            enabled=true
            webpush.prevent.server.side.request.forgery=false
            tls.privateKey=file://var/tls/private.key
            tls.certificates=file://var/tls/certificates.pem
            """;

    @TempDir
    static Path folder;

    private static MemoryServer stock;
    private static Client clear;

    @BeforeAll
    static void start() throws Exception {
        stock = MemoryServer.start(folder, Map.of("jmap.properties", JMAP), new TlsModule(), binder -> binder.bind(
                        JMAPConfiguration.class)
                .toInstance(JMAPConfiguration.builder().enable().randomPort().build()));
        clear = Client.clear(stock.handles().jmap.getPort().getValue());
    }

    @AfterAll
    static void stop() {
        stock.close();
    }

    @Test
    void draftIsServedOnStockJames() throws Exception {
        assertThat(clear.get("/authentication").statusCode()).isNotEqualTo(404);
        assertThat(clear.send(clear.request("/jmap")
                                .header("Accept", "application/json;jmapVersion=draft")
                                .POST(BodyPublishers.ofString("[]")))
                        .statusCode())
                .isNotEqualTo(404);
    }

    @Test
    void credentialsAreTakenInClearTextOnStockJames() throws Exception {
        assertThat(clear.send(clear.request("/jmap/session")
                                .header("Accept", "application/json;jmapVersion=rfc-8621")
                                .header("X-Forwarded-Proto", "http")
                                .header("Authorization", Client.basic()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void largeRequestIsReadOnStockJames() throws Exception {
        assertThat(clear.send(clear.request("/jmap")
                                .header("Accept", "application/json;jmapVersion=rfc-8621")
                                .header("Authorization", Client.basic())
                                .POST(BodyPublishers.ofString("x".repeat(20_000_000))))
                        .statusCode())
                .isNotEqualTo(413);
    }

    @Test
    void pushReachesThisMachineWhenTheGuardIsOff() throws Exception {
        try (PushTarget inside = new PushTarget()) {
            assertThat(inside.subscribe(clear)).contains("\"created\"");
            assertThat(inside.calls()).isEqualTo(1);
        }
    }
}
