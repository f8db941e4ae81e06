package org.waypost.server.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeTest {
    private final Probe testee = new Probe(Path.of("no", "such", "certificates.pem"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SMTP|220 mail.example.org ESMTP|true",
                "SMTP|421 too busy|false",
                "LMTP|220-several lines|true",
                "IMAP|* OK ready|true",
                "IMAP|* BYE overloaded|false",
                "POP3|+OK hello|true",
                "POP3|-ERR no|false",
                "MANAGESIEVE|\"IMPLEMENTATION\" \"x\"|true",
                "MANAGESIEVE|BYE|false"
            })
    void onlyTheGreetingOfTheProtocolCounts(Endpoint endpoint, String greeting, boolean answers) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> greet(server, greeting));

            assertThat(testee.answers(endpoint, server.getLocalPort())).isEqualTo(answers);
            served.join();
        }
    }

    @Test
    void aClosedPortDoesNotAnswer() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }

        assertThat(testee.answers(Endpoint.SMTP, port)).isFalse();
    }

    @Test
    void tlsWithoutAKnownCertificateDoesNotAnswer() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(testee.answers(Endpoint.IMAPS, server.getLocalPort())).isFalse();
        }
    }

    private static void greet(ServerSocket server, String greeting) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write((greeting + "\r\n").getBytes(StandardCharsets.US_ASCII));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
