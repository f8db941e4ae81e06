package org.waypost.testing.smtp;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A client of RFC 5321 that says exactly how far each mail came. */
public final class SmtpSender implements AutoCloseable {
    private static final int CONNECT_MILLIS = (int) Duration.ofSeconds(5).toMillis();
    // RFC 5321 §4.5.3.2 asks for minutes; a test wants to know sooner, and counts what it gave up as unknown.
    private static final int READ_MILLIS = (int) Duration.ofSeconds(90).toMillis();

    /** What became of a mail. */
    public sealed interface Fate {}

    /** 250 after the final dot: the server is responsible now (RFC 5321 §6.1). */
    public record Accepted() implements Fate {}

    /** Refused, or the connection ended, before the whole mail was sent. */
    public record Refused(String reason) implements Fate {}

    /** The whole mail was sent, but no answer came: it may arrive or not. */
    public record Unknown(String reason) implements Fate {}

    private final Socket socket = new Socket();
    private final BufferedReader in;

    /** Connects to a port of loopback and greets. */
    public SmtpSender(int port) throws IOException {
        this(port, "client.example.org");
    }

    /** Connects to a port of loopback and greets with this name. */
    public SmtpSender(int port, String name) throws IOException {
        try {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
            socket.setSoTimeout(READ_MILLIS);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            expect("220", read());
            expect("250", command("EHLO " + name));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends a mail; an end of the connection is an outcome like others, after which this sender is of no more use. */
    public Fate send(String sender, List<String> recipients, String message) {
        try {
            expect("250", command("MAIL FROM:<" + sender + ">"));
            for (String recipient : recipients) {
                expect("250", command("RCPT TO:<" + recipient + ">"));
            }
            expect("354", command("DATA"));
        } catch (IOException e) {
            return new Refused(words(e));
        }
        try {
            write(message + "\r\n.\r\n");
            String answer = read();
            return answer.startsWith("250") ? new Accepted() : new Refused("after the dot: " + answer);
        } catch (IOException e) {
            return new Unknown(words(e));
        }
    }

    private String command(String line) throws IOException {
        write(line + "\r\n");
        return read();
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private String read() throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.length() < 4 || line.charAt(3) != '-') {
                return line;
            }
        }
        throw new EOFException("the server closed the connection");
    }

    private static void expect(String code, String answer) throws IOException {
        if (!answer.startsWith(code)) {
            throw new IOException(answer);
        }
    }

    private static String words(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
