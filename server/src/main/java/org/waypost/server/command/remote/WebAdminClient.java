package org.waypost.server.command.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.waypost.server.command.CommandFailure;
import org.waypost.server.command.ExitCode;
import org.waypost.server.command.Installation;

/** Talks to WebAdmin of one server. Failures come as {@link CommandFailure} that say what to do. */
public final class WebAdminClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final WebAdminAddress address;
    private final Duration timeout;
    private final HttpClient http;

    private WebAdminClient(WebAdminAddress address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER);
        if ("https".equals(address.base().getScheme())) {
            builder.sslContext(context(address));
        }
        this.http = builder.build();
    }

    /** A client for the server of these folders; each request may take 30 seconds. */
    public static WebAdminClient of(Installation installation) {
        return of(installation, Duration.ofSeconds(30));
    }

    /** The same with an own limit for each request. */
    public static WebAdminClient of(Installation installation, Duration timeout) {
        return new WebAdminClient(WebAdminAddress.of(installation), timeout);
    }

    private static SSLContext context(WebAdminAddress address) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    null,
                    new TrustManager[] {new PinnedTrust(certificates(address.certificates()), address.loopback())},
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private static List<X509Certificate> certificates(Path file) throws GeneralSecurityException {
        if (!Files.isReadable(file)) {
            return List.of();
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(stream).stream()
                    .map(X509Certificate.class::cast)
                    .limit(1)
                    .toList();
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILURE, "The certificate " + file + " can't be read: " + e.getMessage(), "");
        }
    }

    /** Address of WebAdmin, without a path. */
    public URI base() {
        return address.base();
    }

    /** A part of a path: everything but letters, digits and {@code -._~} is escaped (RFC 3986 §2.3). */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** Asks; a status other than 2xx comes back too, except a refusal of who we are. */
    public Answer get(String path) {
        return send("GET", path, "");
    }

    /** Puts a body, which may be empty. */
    public Answer put(String path, String body) {
        return send("PUT", path, body);
    }

    /** Posts a body, which may be empty. */
    public Answer post(String path, String body) {
        return send("POST", path, body);
    }

    /** Deletes. */
    public Answer delete(String path) {
        return send("DELETE", path, "");
    }

    /** Asks for the status only. */
    public Answer head(String path) {
        return send("HEAD", path, "");
    }

    private Answer send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.base().resolve(path))
                .timeout(timeout)
                .header("Accept", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        address.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        try {
            var response = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (response.statusCode() == 401 || response.statusCode() == 403) {
                throw refused();
            }
            return new Answer(response.statusCode(), response.body() == null ? "" : response.body());
        } catch (SSLException e) {
            throw new CommandFailure(
                    ExitCode.NOT_RUNNING,
                    "What listens on " + address.base() + " isn't trusted: " + e.getMessage(),
                    "The command trusts the certificate in " + address.certificates()
                            + ". Can this user read it, and is it that of the running server?");
        } catch (ConnectException e) {
            throw new CommandFailure(
                    ExitCode.NOT_RUNNING,
                    "Nothing answers on " + address.base() + ".",
                    "Start the server: waypost start. If it runs, give its folders with --conf and --var.");
        } catch (HttpTimeoutException e) {
            throw new CommandFailure(
                    ExitCode.NOT_RUNNING,
                    "The server on " + address.base() + " didn't answer within " + timeout.toSeconds() + " seconds.",
                    "Look at: waypost status, waypost doctor, and the log.");
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.NOT_RUNNING,
                    "The connection to " + address.base() + " broke: " + e.getMessage(),
                    "Look at: waypost status, and the log.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILURE, "Interrupted.", "");
        }
    }

    private CommandFailure refused() {
        return new CommandFailure(
                ExitCode.REFUSED,
                "The server on " + address.base() + " refused the administrator's token.",
                Files.exists(address.tokenFile())
                        ? "Is " + address.tokenFile() + " that of the running server? Give its folder with --var."
                        : "There is no token in " + address.tokenFile()
                                + ": give the folder of the running server with --var.");
    }
}
