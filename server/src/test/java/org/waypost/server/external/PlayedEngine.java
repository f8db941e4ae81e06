package org.waypost.server.external;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.waypost.server.command.SelfSigned;

/** An HTTP server on loopback that answers as one of the operator's engines would. */
final class PlayedEngine implements AutoCloseable {
    private final HttpServer server;
    private final String scheme;

    private PlayedEngine(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
    }

    static PlayedEngine inClear(Map<String, String> answers) throws IOException {
        return start(HttpServer.create(loopback(), 0), "http", "", answers);
    }

    /** @param login {@code user:password} that it asks for; none when empty */
    static PlayedEngine overTls(SelfSigned certificate, String login, Map<String, String> answers)
            throws IOException, GeneralSecurityException {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(certificate)));
        return start(server, "https", login, answers);
    }

    private static PlayedEngine start(HttpServer server, String scheme, String login, Map<String, String> answers) {
        String expected = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        server.createContext("/", exchange -> {
            String answer = answers.get(exchange.getRequestURI().getPath());
            boolean known = login.isEmpty()
                    || expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = (answer == null ? "nothing here" : answer).getBytes(StandardCharsets.UTF_8);
            int status = !known ? 401 : answer == null ? 404 : 200;
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return new PlayedEngine(server, scheme);
    }

    private static InetSocketAddress loopback() throws IOException {
        return new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
    }

    private static SSLContext context(SelfSigned certificate) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server", certificate.keys().getPrivate(), new char[0], new Certificate[] {certificate.certificate()});
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    URI at(String host) {
        return URI.create(scheme + "://" + host + ":" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
