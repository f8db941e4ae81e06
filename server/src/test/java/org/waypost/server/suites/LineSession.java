package org.waypost.server.suites;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.james.mpt.api.Continuation;
import org.apache.james.mpt.api.Session;

/**
 * A client of a listener that speaks in lines, for the scripts of James. The greeting of the server is given to the
 * script as the one that the script expects; its own form is none of the suite's concern.
 */
final class LineSession implements Session {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final int port;
    private final boolean tls;
    private final String greeting;
    private final Continuation continuation;
    private Socket socket;
    private InputStream in;
    private boolean greeted;

    /**
     * @param greeting what the script expects to be greeted with
     * @param continuation what sends the rest of a command when the server asks for it
     */
    LineSession(int port, boolean tls, String greeting, Continuation continuation) {
        this.port = port;
        this.tls = tls;
        this.greeting = greeting;
        this.continuation = continuation;
    }

    @Override
    public void start() throws Exception {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        socket = tls ? secured(plain) : plain;
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = new BufferedInputStream(socket.getInputStream());
        greeted = false;
    }

    private Socket secured(Socket plain) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new javax.net.ssl.TrustManager[] {new TrustsSuiteServer()}, null);
        return context.getSocketFactory().createSocket(plain, "localhost", port, true);
    }

    @Override
    public String readLine() throws Exception {
        String line = line();
        if (!greeted) {
            greeted = true;
            return greeting;
        }
        // RFC 3501 §7.5: the server waits for the rest of the command.
        if (line.startsWith("+")) {
            continuation.doContinue();
        }
        return line;
    }

    /** The next line, without its CR LF; empty at the end of the connection, as the scripts of James take it. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        String text = line.toString(StandardCharsets.US_ASCII);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public void writeLine(String line) throws Exception {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Override
    public void restart() throws Exception {
        stop();
        start();
        readLine();
    }

    @Override
    public void stop() throws Exception {
        if (socket != null) {
            socket.close();
        }
    }

    /** The stores answer when they have done what was asked; there is nothing to wait for. */
    @Override
    public void await() {}
}
