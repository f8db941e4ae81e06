import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.mail.Folder;
import javax.mail.Message;
import javax.mail.Session;
import javax.mail.Store;
import org.waypost.server.quickstart.ConfigurationCopy;
import org.waypost.server.quickstart.Endpoint;
import org.waypost.server.quickstart.PinnedTls;
import org.waypost.server.quickstart.Places;
import org.waypost.server.quickstart.PortPlan;
import org.waypost.server.quickstart.RunningServer;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Forged and genuine new senders against a running server, over a restart. */
@Command(name = "bench/challenge", mixinStandardHelpOptions = true)
class Challenge implements Callable<Integer> {
    private static final Duration START = Duration.ofMinutes(5);
    private static final String DOMAIN = "example.test";
    private static final String GENUINE = "genuine.test";
    private static final String FORGED = "forged.test";
    private static final String SILENT = "silent.test";
    private static final int USERS = 10;
    private static final int MAILS_OF_GENUINE = 2;
    private static final String PASSWORD = "password-of-the-bench";

    @Option(names = "--home", required = true, description = "The folder of the bundle.")
    private Path home;

    @Option(names = "--var", required = true, description = "Where data of the run go; emptied before.")
    private Path folder;

    @Option(names = "--forged", defaultValue = "100000", description = "Forged senders (default ${DEFAULT-VALUE}).")
    private int forged;

    @Option(names = "--genuine", defaultValue = "1000", description = "Genuine senders (default ${DEFAULT-VALUE}).")
    private int genuine;

    @Option(names = "--json", description = "Where all numbers go (default: challenge.json under --var).")
    private Path json;

    private Places places;
    private PortPlan plan;
    private final List<Measure> measures = new ArrayList<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Challenge()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        delete(folder.resolve("challenge"));
        places = Places.under(home, folder.resolve("challenge"));
        plan = PortPlan.free();
        try (Dns dns = new Dns();
                Sink sink = new Sink()) {
            configure(dns.port(), sink.port());
            run(sink);
        }
        delete(folder.resolve("challenge"));
        report();
        return measures.stream().allMatch(Measure::holds) ? 0 : 1;
    }

    private void run(Sink sink) throws Exception {
        long begun = System.nanoTime();
        try (RunningServer server = start()) {
            prepare();
            say("sending " + forged + " forged mails");
            send(forged, number -> forgery(number));
            Waiting waiting = () -> held() == forged;
            await("forged mail to be held", waiting);
            measure("forged mails held", forged, held());
            measure("challenges to forged senders", 0, sink.count());
            say("sending " + genuine * MAILS_OF_GENUINE + " mails of " + genuine + " genuine senders");
            send(genuine * MAILS_OF_GENUINE, number -> genuineMail(number));
            await("challenges", () -> sink.count() >= genuine);
            await("genuine mail to be held", () -> held() == forged + genuine * MAILS_OF_GENUINE);
        }
        say("restarting");
        try (RunningServer server = start()) {
            confirm(sink.challenges());
            await("confirmed mail", () -> held() == forged && inboxes().size() >= genuine * MAILS_OF_GENUINE);
            Map<String, Integer> arrived = inboxes();
            measure("genuine senders with a challenge", genuine, sink.challenges().size());
            measure("challenges to genuine senders", genuine, sink.count());
            measure("genuine mails in mailboxes", genuine * MAILS_OF_GENUINE, arrived.size());
            measure("mails that stand twice", 0, (int)
                    arrived.values().stream().filter(times -> times > 1).count());
            measure("mails that still wait", forged, held());
        }
        System.out.printf(Locale.ROOT, "took %.0f s%n", (System.nanoTime() - begun) / 1e9);
    }

    private RunningServer start() throws IOException {
        RunningServer server =
                RunningServer.start(places, plan, places.launch("run").inheritIO());
        try {
            server.awaitReady(START);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The shipped configuration, but for the DNS that is asked, where mail for others goes, and rates of this one client. */
    private void configure(int dns, int sink) throws IOException {
        new ConfigurationCopy(plan).copy(home.resolve("conf"), places.conf());
        Files.createDirectories(places.var());
        Files.createDirectories(places.log());
        edit("sender.properties", text -> text + "\ndns.servers=127.0.0.1:" + dns + "\n");
        edit("public.properties", text -> text + "\nrate.per.minute=100000\nrate.burst=100000\nbase.url=https://localhost:"
                + plan.port(Endpoint.PUBLIC) + "\n");
        edit("mailetcontainer.xml", text -> text.replaceFirst(
                "(?s)(<processor state=\"relay\"[^>]*>).*?(</processor>)",
                "$1<mailet match=\"All\" class=\"RemoteDelivery\"><outgoing>outgoing</outgoing><gateway>127.0.0.1</gateway>"
                        + "<gatewayPort>" + sink + "</gatewayPort><bounceProcessor>bounces</bounceProcessor></mailet>$2"));
    }

    private interface Edit {
        String apply(String text);
    }

    private void edit(String file, Edit edit) throws IOException {
        Path path = places.conf().resolve(file);
        String text = Files.readString(path);
        String edited = edit.apply(text);
        if (edited.equals(text)) {
            throw new IllegalStateException(path + " could not be changed for the bench");
        }
        Files.writeString(path, edited);
    }

    private void prepare() throws Exception {
        admin("PUT", "/domains/" + DOMAIN, "");
        for (int number = 0; number < USERS; number++) {
            admin("PUT", "/users/" + user(number), "{\"password\":\"" + PASSWORD + "\"}");
        }
        admin("PATCH", "/waypost/settings/domains/" + DOMAIN + "/challenge", "{\"mode\":\"unknown-senders\"}");
        admin(
                "PATCH",
                "/waypost/settings/server/challengeLimits",
                "{\"perUser\":10000,\"perDomain\":100000,\"perServer\":100000}");
    }

    private static String user(int number) {
        return "user" + number % USERS + "@" + DOMAIN;
    }

    // What is sent

    private record Mail(String envelope, String from, String to, String fields, String subject) {}

    /** In turn: against SPF, of a domain without SPF, another's name over a domain of one's own, and a forged report. */
    private static Mail forgery(int number) {
        String name = "victim" + number + "@";
        return switch (number % 4) {
            case 0 -> new Mail(name + FORGED, name + FORGED, user(number), "", "forged " + number);
            case 1 -> new Mail(name + SILENT, name + SILENT, user(number), "", "forged " + number);
            case 2 -> new Mail("x" + number + "@" + GENUINE, name + FORGED, user(number), "", "forged " + number);
            default -> new Mail(
                    name + FORGED, name + FORGED, user(number), "Auto-Submitted: auto-replied\r\n", "forged " + number);
        };
    }

    private static Mail genuineMail(int number) {
        int sender = number / MAILS_OF_GENUINE;
        String address = "person" + sender + "@" + GENUINE;
        return new Mail(address, address, user(sender), "", "genuine " + number);
    }

    private interface MailOf {
        Mail make(int number);
    }

    /** Over eight connections at once; everything must be taken. */
    private void send(int count, MailOf mails) throws Exception {
        int lanes = 8;
        ExecutorService pool = Executors.newFixedThreadPool(lanes);
        try {
            AtomicInteger next = new AtomicInteger();
            List<Future<?>> done = new ArrayList<>();
            for (int lane = 0; lane < lanes; lane++) {
                done.add(pool.submit(() -> {
                    try (Client client = new Client(plan.port(Endpoint.SMTP))) {
                        for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                            client.send(mails.make(number));
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** A client of SMTP. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Client(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(120_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            answer("the greeting");
            say("HELO mx." + GENUINE);
        }

        void send(Mail mail) throws IOException {
            say("MAIL FROM:<" + mail.envelope() + ">");
            say("RCPT TO:<" + mail.to() + ">");
            say("DATA");
            say("From: " + mail.from() + "\r\nTo: " + mail.to() + "\r\nSubject: " + mail.subject() + "\r\nMessage-ID: <"
                    + mail.subject().replace(' ', '-') + "@bench>\r\n" + mail.fields() + "\r\nText.\r\n.");
        }

        private void say(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            answer(line);
        }

        private void answer(String what) throws IOException {
            String line = in.readLine();
            while (line != null && line.length() > 3 && line.charAt(3) == '-') {
                line = in.readLine();
            }
            if (line == null || line.charAt(0) > '3') {
                throw new IOException("The server said '" + line + "' to " + what);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    // How it is confirmed

    /** Half by the button of the page, half by a reply. */
    private void confirm(Map<String, String> challenges) throws Exception {
        say("confirming " + challenges.size() + " challenges");
        HttpClient browser = HttpClient.newBuilder()
                .sslContext(PinnedTls.trusting(places.certificates()))
                .build();
        int number = 0;
        try (Client client = new Client(plan.port(Endpoint.SMTP))) {
            for (Map.Entry<String, String> challenge : challenges.entrySet()) {
                if (number++ % 2 == 0) {
                    URI page = URI.create(found(challenge.getValue(), "(https://localhost:\\d+/challenge/[a-z2-7]+)"));
                    HttpResponse<String> answer = browser.send(
                            HttpRequest.newBuilder(page).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
                    if (answer.statusCode() != 200) {
                        throw new IllegalStateException(page + " answered " + answer.statusCode());
                    }
                } else {
                    String address = found(challenge.getValue(), "(?m)^Reply-To: (\\S+)");
                    client.send(new Mail(challenge.getKey(), challenge.getKey(), address, "", "Re confirm " + number));
                }
            }
        }
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    // What is there

    private int held() throws Exception {
        int held = 0;
        for (Object line : new ObjectMapper().readValue(admin("GET", "/waypost/challenge/pending", ""), List.class)) {
            held += ((Number) ((Map<?, ?>) line).get("held")).intValue();
        }
        return held;
    }

    /** Subjects of genuine mails in all mailboxes, and how often each is there. */
    private Map<String, Integer> inboxes() throws Exception {
        Properties properties = new Properties();
        properties.put(
                "mail.imaps.ssl.socketFactory",
                PinnedTls.trusting(places.certificates()).getSocketFactory());
        Map<String, Integer> subjects = new HashMap<>();
        for (int number = 0; number < USERS; number++) {
            try (Store store = Session.getInstance(properties).getStore("imaps")) {
                store.connect("127.0.0.1", plan.port(Endpoint.IMAPS), user(number), PASSWORD);
                Folder inbox = store.getFolder("INBOX");
                if (inbox.exists()) {
                    inbox.open(Folder.READ_ONLY);
                    for (Message message : inbox.getMessages()) {
                        if (message.getSubject().startsWith("genuine ")) {
                            subjects.merge(message.getSubject(), 1, Integer::sum);
                        }
                    }
                }
            }
        }
        return subjects;
    }

    private String admin(String method, String path, String body) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(PinnedTls.trusting(places.certificates()))
                .build();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + plan.port(Endpoint.WEBADMIN) + path))
                        .header(
                                "Authorization",
                                "Bearer "
                                        + Files.readString(places.var().resolve("webadmin/token")).strip())
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private interface Waiting {
        boolean isOver() throws Exception;
    }

    /** Until it is over, or nothing changes for five minutes. */
    private void await(String what, Waiting waiting) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos() + Duration.ofMillis(20L * forged).toNanos();
        while (!waiting.isOver()) {
            if (System.nanoTime() > deadline) {
                say("waited too long for " + what);
                return;
            }
            Thread.sleep(200);
        }
    }

    /** Answers who may send: {@code genuine.test} from here, {@code forged.test} from elsewhere; others say nothing. */
    private static final class Dns implements AutoCloseable {
        private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());

        Dns() throws IOException {
            Thread thread = new Thread(this::serve, "bench-dns");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        private void serve() {
            byte[] buffer = new byte[4096];
            while (!socket.isClosed()) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                try {
                    socket.receive(packet);
                    byte[] answer = answer(java.util.Arrays.copyOf(buffer, packet.getLength()));
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                } catch (SocketException e) {
                    return;
                } catch (IOException e) {
                    System.err.println("bench DNS: " + e.getMessage());
                }
            }
        }

        private static byte[] answer(byte[] bytes) throws IOException {
            org.xbill.DNS.Message query = new org.xbill.DNS.Message(bytes);
            org.xbill.DNS.Message answer = new org.xbill.DNS.Message(query.getHeader().getID());
            answer.getHeader().setFlag(Flags.QR);
            answer.getHeader().setFlag(Flags.RA);
            Record question = query.getQuestion();
            answer.addRecord(question, Section.QUESTION);
            String name = question.getName().toString(true).toLowerCase(Locale.ROOT);
            String policy = Map.of(GENUINE, "v=spf1 ip4:127.0.0.1 -all", FORGED, "v=spf1 ip4:192.0.2.1 -all")
                    .get(name);
            if (policy != null && question.getType() == Type.TXT) {
                answer.addRecord(
                        new TXTRecord(Name.concatenate(question.getName(), Name.empty), DClass.IN, 300, policy),
                        Section.ANSWER);
            } else if (policy == null) {
                answer.getHeader().setRcode(Rcode.NXDOMAIN);
            }
            return answer.toWire();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** Takes what the server sends to others. */
    private static final class Sink implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        private final Map<String, String> challenges = new LinkedHashMap<>();
        private int count;

        Sink() throws IOException {
            Thread thread = new Thread(this::accept, "bench-sink");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        /** The text of the last challenge to each sender. */
        synchronized Map<String, String> challenges() {
            return new LinkedHashMap<>(challenges);
        }

        synchronized int count() {
            return count;
        }

        private synchronized void take(String recipient, String text) {
            challenges.put(recipient, text);
            count++;
        }

        private void accept() {
            while (!socket.isClosed()) {
                try {
                    Socket client = socket.accept();
                    Thread thread = new Thread(() -> serve(client), "bench-sink-client");
                    thread.setDaemon(true);
                    thread.start();
                } catch (IOException e) {
                    return;
                }
            }
        }

        private void serve(Socket client) {
            try (client;
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
                say(client, "220 sink.test ESMTP");
                String recipient = "";
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    String verb = line.toUpperCase(Locale.ROOT);
                    if (verb.startsWith("RCPT TO:")) {
                        recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                        say(client, "250 2.1.5 ok");
                    } else if (verb.equals("DATA")) {
                        say(client, "354 go on");
                        take(recipient, text(in));
                        say(client, "250 2.0.0 taken");
                    } else if (verb.equals("QUIT")) {
                        say(client, "221 2.0.0 bye");
                        return;
                    } else {
                        say(client, "250 ok");
                    }
                }
            } catch (IOException e) {
                System.err.println("bench sink: " + e.getMessage());
            }
        }

        /** Quoted-printable lines are joined again, so that links are whole. */
        private static String text(BufferedReader in) throws IOException {
            StringBuilder text = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                text.append(line).append('\n');
            }
            return text.toString().replace("=\n", "");
        }

        private static void say(Socket client, String line) throws IOException {
            client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    // The report

    /** One row of the table. */
    private record Measure(String name, int expected, int found) {
        boolean holds() {
            return expected == found;
        }
    }

    private void measure(String name, int expected, int found) {
        measures.add(new Measure(name, expected, found));
    }

    private void report() throws IOException {
        Path target = json == null ? folder.resolve("challenge.json") : json;
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(
                        target.toFile(),
                        Map.of(
                                "forged", forged,
                                "genuine", genuine,
                                "measures",
                                        measures.stream()
                                                .map(measure -> Map.of(
                                                        "name", measure.name(),
                                                        "expected", measure.expected(),
                                                        "found", measure.found()))
                                                .toList()));
        System.out.printf(Locale.ROOT, "%n%-36s %10s %10s%n", "", "expected", "found");
        measures.forEach(measure -> System.out.printf(
                Locale.ROOT,
                "%-36s %10d %10d %s%n",
                measure.name(),
                measure.expected(),
                measure.found(),
                measure.holds() ? "holds" : "WRONG"));
        System.out.println("All numbers: " + target);
    }

    private static void say(String words) {
        System.out.println(words);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
