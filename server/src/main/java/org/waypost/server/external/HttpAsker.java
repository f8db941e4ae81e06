package org.waypost.server.external;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLException;

/** One GET to an engine, whose failures say what to look at. */
final class HttpAsker {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 64 * 1024;

    private final HttpClient client;
    private final Login login;

    HttpAsker(Login login, TlsTrust trust) {
        this.login = login;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .sslContext(trust.context())
                .build();
    }

    /**
     * The body of a 200 answer.
     *
     * @param path with its leading slash, put behind the path of the address
     * @throws IOException in words for the sysadmin
     */
    String get(URI base, String path) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(base.toString().replaceAll("/+$", "") + path))
                .timeout(ANSWER);
        if (login instanceof Login.Basic basic) {
            request.header("Authorization", "Basic " + encoded(basic));
        }
        try {
            HttpResponse<InputStream> response =
                    client.send(request.GET().build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                String text = new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
                if (response.statusCode() != 200) {
                    throw new IOException(base + ": " + refused(response.statusCode(), path));
                }
                return text;
            }
        } catch (SSLException e) {
            throw new IOException(
                    base + ": TLS failed (" + e.getMessage()
                            + "); expected a certificate for " + base.getHost()
                            + " from an authority that is trusted: check the address and the trust store",
                    e);
        } catch (HttpTimeoutException e) {
            throw new IOException(
                    base + ": no answer within " + ANSWER.toSeconds() + " s; check address, port, firewall and load",
                    e);
        } catch (ConnectException e) {
            throw new IOException(base + ": nothing answers; check address, port and firewall", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(base + ": the question was interrupted", e);
        }
    }

    private String refused(int status, String path) {
        if (status == 401) {
            return login instanceof Login.Basic basic
                    ? "user '" + basic.user() + "' was refused (401); check user name and password"
                    : "it asks for a user name and password (401) and none is configured";
        }
        if (status == 403) {
            return "the user may not ask for " + path + " (403); give it the right to monitor the cluster";
        }
        return "GET " + path + " was answered with " + status + ", expected 200; check that the address is right";
    }

    private static String encoded(Login.Basic basic) {
        return Base64.getEncoder()
                .encodeToString((basic.user() + ":" + basic.password()).getBytes(StandardCharsets.UTF_8));
    }
}
