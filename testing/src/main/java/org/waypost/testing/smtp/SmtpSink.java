package org.waypost.testing.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Takes mail and writes down who brought it: peer address, name, credentials, encryption. What it answers can be set for each
 * command, and changed while it runs.
 */
public final class SmtpSink implements AutoCloseable {

    /**
     * One mail that was taken.
     *
     * @param peer      address of the client
     * @param helo      its name
     * @param user      who authenticated, or empty
     * @param password  with which password, or empty
     * @param encrypted whether TLS was on
     * @param from      argument of MAIL
     * @param to        arguments of the RCPTs that were taken
     * @param data      the message, with line ends of LF
     */
    public record Taken(
            String peer,
            String helo,
            String user,
            String password,
            boolean encrypted,
            String from,
            List<String> to,
            String data) {}

    private final ServerSocket listener;
    private final Map<String, String> answers = new java.util.concurrent.ConcurrentHashMap<>();
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private volatile SSLContext startTls;
    private volatile boolean brokenTls;

    private SmtpSink(String address, int port) {
        try {
            listener = new ServerSocket(port, 50, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::listen, "sink-" + listener.getLocalPort());
        thread.setDaemon(true);
        thread.start();
    }

    /** Listens on a free port of a loopback address. */
    public static SmtpSink on(String address) {
        return new SmtpSink(address, 0);
    }

    /** Listens on that port. */
    public static SmtpSink on(String address, int port) {
        return new SmtpSink(address, port);
    }

    /** Offers STARTTLS, and AUTH after it. */
    public SmtpSink withStartTls(SSLContext context) {
        startTls = context;
        return this;
    }

    /** Offers STARTTLS but breaks off the handshake. */
    public SmtpSink withBrokenTls() {
        brokenTls = true;
        return this;
    }

    /** Answers a command (its verb, or {@code GREETING}, {@code MESSAGE}, {@code RCPT address}) with this line. */
    public SmtpSink answering(String command, String line) {
        answers.put(command, line);
        return this;
    }

    /** Answers a command as usual again. */
    public void answeringAsUsual(String command) {
        answers.remove(command);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** All mails that were taken. */
    public List<Taken> taken() {
        return List.copyOf(taken);
    }

    /** All commands, credentials left out. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    public int connections() {
        return connections.get();
    }

    /** The most connections that were open at once. */
    public int mostAtOnce() {
        return mostOpen.get();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                Thread thread = new Thread(() -> serve(socket), "sink-session");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        try (socket) {
            new Conversation(socket).run();
        } catch (IOException e) {
            commands.add("(broken off)");
        } finally {
            open.decrementAndGet();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Conversation {
        private Socket socket;
        private BufferedReader in;
        private boolean encrypted;
        private String helo = "";
        private String user = "";
        private String password = "";
        private String from = "";
        private List<String> to = new ArrayList<>();

        Conversation(Socket socket) throws IOException {
            use(socket);
        }

        private void use(Socket next) throws IOException {
            socket = next;
            in = new BufferedReader(new InputStreamReader(next.getInputStream(), StandardCharsets.ISO_8859_1));
        }

        private void say(String command, String usual) throws IOException {
            String line = answers.getOrDefault(command, usual);
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        void run() throws IOException {
            say("GREETING", "220 sink ESMTP");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                commands.add(verb.equals("AUTH") ? "AUTH" : line);
                if (verb.equals("QUIT")) {
                    say("QUIT", "221 2.0.0 bye");
                    return;
                }
                command(verb, line);
            }
        }

        private void command(String verb, String line) throws IOException {
            switch (verb) {
                case "EHLO" -> hello(line.substring(4).strip());
                case "STARTTLS" -> tls();
                case "AUTH" -> authenticate(line);
                case "MAIL" -> {
                    from = line.substring(line.indexOf(':') + 1);
                    to = new ArrayList<>();
                    say("MAIL", "250 2.1.0 ok");
                }
                case "RCPT" -> {
                    String recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    String answer =
                            answers.getOrDefault("RCPT " + recipient, answers.getOrDefault("RCPT", "250 2.1.5 ok"));
                    if (answer.startsWith("2")) {
                        to.add(line.substring(line.indexOf(':') + 1));
                    }
                    say("", answer);
                }
                case "DATA" -> data();
                default -> say(verb, "502 5.5.1 no");
            }
        }

        private void hello(String name) throws IOException {
            helo = name;
            if (answers.containsKey("EHLO")) {
                say("EHLO", "");
                return;
            }
            Map<String, String> lines = new LinkedHashMap<>();
            lines.put("8BITMIME", "");
            lines.put("DSN", "");
            lines.put("SIZE", " 10000000");
            if (!encrypted && (startTls != null || brokenTls)) {
                lines.put("STARTTLS", "");
            }
            if (encrypted) {
                lines.put("AUTH", " PLAIN LOGIN");
            }
            StringBuilder text = new StringBuilder("250-sink\r\n");
            lines.forEach((key, value) ->
                    text.append("250-").append(key).append(value).append("\r\n"));
            say("", text + "250 ENHANCEDSTATUSCODES");
        }

        private void tls() throws IOException {
            say("STARTTLS", "220 2.0.0 go on");
            if (brokenTls) {
                throw new IOException("broken");
            }
            SSLSocket next = (SSLSocket) startTls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
            next.setUseClientMode(false);
            next.startHandshake();
            encrypted = true;
            use(next);
        }

        private void authenticate(String line) throws IOException {
            String[] words = line.split(" ");
            String[] parts = new String(Base64.getDecoder().decode(words[2]), StandardCharsets.UTF_8).split("\0");
            user = parts[1];
            password = parts[2];
            say("AUTH", "235 2.7.0 welcome");
        }

        private void data() throws IOException {
            if (answers.containsKey("DATA")) {
                say("DATA", "");
                return;
            }
            say("DATA", "354 go on");
            StringBuilder data = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                data.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
            }
            if (answers.getOrDefault("MESSAGE", "250").startsWith("2")) {
                taken.add(new Taken(
                        socket.getInetAddress().getHostAddress(),
                        helo,
                        user,
                        password,
                        encrypted,
                        from,
                        List.copyOf(to),
                        data.toString()));
            }
            say("MESSAGE", "250 2.0.0 taken");
        }
    }
}
