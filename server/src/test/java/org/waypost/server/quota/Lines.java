package org.waypost.server.quota;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client that speaks in lines. */
final class Lines implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final BufferedReader in;

    Lines(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        in.readLine();
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** A command of SMTP or LMTP and the last line of its answer. */
    String ask(String command) throws IOException {
        write(command);
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        return line;
    }

    /** A command of IMAP and its tagged answer. */
    String imap(String command) throws IOException {
        write("a " + command);
        String line = in.readLine();
        while (line != null && !line.startsWith("a ") && !line.startsWith("+")) {
            line = in.readLine();
        }
        return line;
    }

    /** Appends a message to INBOX, and the tagged answer. */
    String append(String message) throws IOException {
        String ready = imap("APPEND INBOX {" + message.getBytes(StandardCharsets.UTF_8).length + "}");
        if (!ready.startsWith("+")) {
            return ready;
        }
        write(message);
        String line = in.readLine();
        while (line != null && !line.startsWith("a ")) {
            line = in.readLine();
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
