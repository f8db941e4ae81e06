package org.waypost.protocols.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import org.waypost.testing.tls.TrustAll;

/** An HTTP client that takes every certificate. */
final class Client {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI base;

    private Client(URI base) throws GeneralSecurityException {
        this.base = base;
        this.http = HttpClient.newBuilder()
                .sslContext(TrustAll.context())
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(DEADLINE)
                .build();
    }

    static Client https(int port) throws GeneralSecurityException {
        return new Client(URI.create("https://127.0.0.1:" + port));
    }

    static Client clear(int port) throws GeneralSecurityException {
        return new Client(URI.create("http://127.0.0.1:" + port));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(DEADLINE);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpClient http() {
        return http;
    }

    URI base() {
        return base;
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    static String basic() {
        return basic(MemoryServer.USER, MemoryServer.PASSWORD);
    }
}
