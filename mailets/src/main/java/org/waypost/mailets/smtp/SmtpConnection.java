package org.waypost.mailets.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to a server, and the commands of a client on it. Nothing is sent that was not asked for. */
public final class SmtpConnection implements AutoCloseable {
    /** What a server that is slower than this in taking a message is given up for, in octets a second. */
    private static final long SLOWEST = 1024;

    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "smtp-watch");
        thread.setDaemon(true);
        return thread;
    });

    private static final Logger LOGGER = LoggerFactory.getLogger(SmtpConnection.class);

    private final Target target;
    private final Duration patience;
    private final Reply greeting;
    private Line line;
    private Map<String, String> extensions = Map.of();
    private boolean encrypted;

    private SmtpConnection(Target target, Duration patience, Line line, boolean encrypted) throws IOException {
        this.target = target;
        this.patience = patience;
        this.line = line;
        this.encrypted = encrypted;
        this.greeting = line.reply();
    }

    /**
     * Connects and reads the greeting.
     *
     * @param implicit TLS from the first octet, where it is present
     */
    public static SmtpConnection open(Target target, Dialling dialling, Optional<Encryption> implicit)
            throws IOException {
        Socket socket = new Socket();
        try {
            Optional<InetAddress> source = dialling.sourceFor(target.address());
            if (source.isPresent()) {
                bind(socket, source.get());
            }
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(target.address(), target.port()), (int)
                    dialling.connect().toMillis());
            socket.setSoTimeout((int) dialling.answer().toMillis());
            Socket spoken = implicit.isPresent() ? implicit.get().over(socket, target, dialling.answer()) : socket;
            return new SmtpConnection(
                    target, dialling.answer(), new Line(spoken, dialling.answer()), implicit.isPresent());
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static void bind(Socket socket, InetAddress source) throws IOException {
        try {
            socket.bind(new InetSocketAddress(source, 0));
        } catch (IOException e) {
            throw new IOException(
                    "the source address " + source.getHostAddress() + " can't be used: " + e.getMessage(), e);
        }
    }

    /** What the server said first. */
    public Reply greeting() {
        return greeting;
    }

    /** Whether what is said now is encrypted. */
    public boolean encrypted() {
        return encrypted;
    }

    /** Whether the server offers an extension, such as {@code STARTTLS}. */
    public boolean offers(String extension) {
        return extensions.containsKey(extension);
    }

    /** EHLO; where the server doesn't know it, HELO (RFC 5321 §4.1.1.1). */
    public Reply hello(String name) throws IOException {
        Reply reply = command("EHLO " + name);
        if (reply.positive()) {
            extensions = extensions(reply.lines());
            return reply;
        }
        extensions = Map.of();
        return reply.permanent() ? command("HELO " + name) : reply;
    }

    private static Map<String, String> extensions(List<String> lines) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String text : lines.subList(1, lines.size())) {
            String[] words = text.strip().split("[ =]", 2);
            found.put(words[0].toUpperCase(Locale.ROOT), words.length > 1 ? words[1].strip() : "");
        }
        return found;
    }

    /** STARTTLS and, where the server agrees, the handshake. What it said before is forgotten (RFC 3207 §4.2). */
    public Reply startTls(Encryption encryption) throws IOException {
        Reply reply = command("STARTTLS");
        if (!reply.positive()) {
            return reply;
        }
        // RFC 3207 §5: what came in clear after the agreement may be from someone between.
        if (line.hasMore()) {
            throw new IOException("the server went on in clear after it agreed to TLS");
        }
        line = new Line(encryption.over(line.socket(), target, patience), patience);
        encrypted = true;
        extensions = Map.of();
        return reply;
    }

    /** Authenticates by PLAIN (RFC 4616) or LOGIN. */
    public Reply authenticate(String user, String password) throws IOException {
        if (!encrypted) {
            throw new IOException("a password is not sent in clear");
        }
        List<String> mechanisms = Arrays.asList(
                extensions.getOrDefault("AUTH", "").toUpperCase(Locale.ROOT).split("\\s+"));
        if (mechanisms.contains("PLAIN")) {
            return command("AUTH PLAIN " + base64("\0" + user + "\0" + password));
        }
        if (mechanisms.contains("LOGIN")) {
            Reply reply = command("AUTH LOGIN");
            reply = reply.code() == 334 ? command(base64(user)) : reply;
            return reply.code() == 334 ? command(base64(password)) : reply;
        }
        return new Reply(454, List.of("4.7.0 The server offers neither AUTH PLAIN nor AUTH LOGIN to this client"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** MAIL, RCPT and the like; the caller knows the syntax. */
    public Reply command(String text) throws IOException {
        line.send(text);
        return line.reply();
    }

    /** Writes a message. */
    public interface Content {
        void to(OutputStream out) throws IOException;
    }

    /** The message after DATA was agreed to with 354; a server that stops reading is given up. */
    public Reply message(Content content, long size) throws IOException {
        Socket socket = line.socket();
        ScheduledFuture<?> watch = WATCH.schedule(
                () -> abandon(socket), patience.toSeconds() + Math.max(0, size) / SLOWEST, TimeUnit.SECONDS);
        try {
            DotStuffing out = new DotStuffing(line.output());
            content.to(out);
            out.end();
        } finally {
            watch.cancel(false);
        }
        return line.reply();
    }

    private static void abandon(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOGGER.debug("A connection that hangs can't be closed", e);
        }
    }

    /** QUIT, and the end of the connection whatever the server says. */
    public void quit() throws IOException {
        try {
            command("QUIT");
        } finally {
            close();
        }
    }

    @Override
    public void close() throws IOException {
        line.socket().close();
    }
}
