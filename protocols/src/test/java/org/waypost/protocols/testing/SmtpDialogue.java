package org.waypost.protocols.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One connection of a test client to a line protocol, byte by byte, with STARTTLS. */
public final class SmtpDialogue implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 15_000;

    private Socket socket;
    private InputStream in;

    private SmtpDialogue(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects to this port of the loopback, without TLS. */
    public static SmtpDialogue connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return new SmtpDialogue(socket);
    }

    /** Waits no longer than this for bytes from the server; 15 seconds unless set. */
    public SmtpDialogue patience(Duration time) throws IOException {
        socket.setSoTimeout(Math.toIntExact(time.toMillis()));
        return this;
    }

    /** Shakes hands for TLS on this connection. */
    public SmtpDialogue startTls() throws IOException {
        return startTls(TestCertificate.trustingContext());
    }

    /** Shakes hands for TLS with these protocols only. */
    public SmtpDialogue startTls(SSLContext context, String... protocols) throws IOException {
        SSLSocket secured =
                (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        if (protocols.length > 0) {
            secured.setEnabledProtocols(protocols);
        }
        secured.startHandshake();
        socket = secured;
        in = new BufferedInputStream(secured.getInputStream());
        return this;
    }

    /** Sends these characters, one byte each, as they are. */
    public SmtpDialogue raw(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends a line and reads one whole answer. */
    public String ask(String line) throws IOException {
        raw(line + "\r\n");
        return answer();
    }

    /** Reads one answer: all lines up to the first whose code is not followed by '-'; lines joined by LF. */
    public String answer() throws IOException {
        StringBuilder whole = new StringBuilder();
        while (true) {
            String line = line();
            if (line == null) {
                return whole.isEmpty() ? null : whole.toString();
            }
            whole.append(whole.isEmpty() ? "" : "\n").append(line);
            if (line.length() < 4 || line.charAt(3) != '-') {
                return whole.toString();
            }
        }
    }

    /** Reads one line without its end; null when the server has closed the connection. */
    public String line() throws IOException {
        StringBuilder line = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    int end = line.length() - 1;
                    return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
                }
                line.append((char) next);
            }
        } catch (java.net.SocketException reset) {
            return line.isEmpty() ? null : line.toString();
        }
        return line.isEmpty() ? null : line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
