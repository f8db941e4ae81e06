package org.waypost.server.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Asks an endpoint whether it answers as its protocol does. */
public final class Probe {
    private static final int CONNECT_MILLIS = (int) Duration.ofSeconds(1).toMillis();
    private static final int READ_MILLIS = (int) Duration.ofSeconds(5).toMillis();

    private final Path certificates;

    /** A probe of a server whose certificates stand in the file given, once it has made them. */
    public Probe(Path certificates) {
        this.certificates = certificates;
    }

    /** Whether the endpoint answers on the port; a closed, silent or broken one does not. */
    public boolean answers(Endpoint endpoint, int port) {
        try {
            return switch (endpoint.answer()) {
                case GREETING -> greets(endpoint, port);
                case TLS_GREETING -> greetsOverTls(endpoint, port);
                case HTTPS -> speaksHttps(port);
                case NONE -> true;
            };
        } catch (IOException e) {
            return false;
        }
    }

    private boolean greets(Endpoint endpoint, int port) throws IOException {
        try (Socket socket = connect(port)) {
            return isGreeting(endpoint, firstLine(socket));
        }
    }

    private boolean greetsOverTls(Endpoint endpoint, int port) throws IOException {
        try (Socket socket = connect(port);
                Socket tls = secured(socket, port)) {
            return isGreeting(endpoint, firstLine(tls));
        }
    }

    private boolean speaksHttps(int port) throws IOException {
        try (Socket socket = connect(port);
                Socket tls = secured(socket, port)) {
            tls.getOutputStream()
                    .write("GET /healthcheck HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            tls.getOutputStream().flush();
            return firstLine(tls).startsWith("HTTP/1.");
        }
    }

    private static boolean isGreeting(Endpoint endpoint, String line) {
        return switch (endpoint) {
            // RFC 5321 §4.2, RFC 2033 §4.1
            case SMTP, SUBMISSION, SMTPS, LMTP -> line.startsWith("220 ") || line.startsWith("220-");
            // RFC 3501 §7.1.1
            case IMAP, IMAPS -> line.startsWith("* OK");
            // RFC 1939 §4
            case POP3, POP3S -> line.startsWith("+OK");
            // RFC 5804 §1.7: the greeting is the capability response
            case MANAGESIEVE -> line.startsWith("\"");
            default -> false;
        };
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        socket.setSoTimeout(READ_MILLIS);
        return socket;
    }

    private Socket secured(Socket socket, int port) throws IOException {
        SSLContext context = PinnedTls.trusting(certificates);
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", port, true);
        tls.startHandshake();
        return tls;
    }

    private static String firstLine(Socket socket) throws IOException {
        String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                .readLine();
        return line == null ? "" : line;
    }
}
