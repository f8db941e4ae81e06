import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.mail.Folder;
import javax.mail.Message;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Store;
import javax.mail.Transport;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.ConfigurationCopy;
import org.waypost.server.quickstart.Endpoint;
import org.waypost.server.quickstart.MailLoader;
import org.waypost.server.quickstart.PinnedTls;
import org.waypost.server.quickstart.Places;
import org.waypost.server.quickstart.PortPlan;
import org.waypost.server.quickstart.RunningServer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Old messages are deleted over a kill while mail is delivered; what goes is what the dry run counted. */
@Command(name = "bench/expiry", mixinStandardHelpOptions = true)
class Expiry implements Callable<Integer> {
    private static final Duration READY = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Account USER = new Account("bench@example.test", "bench-0123456789");

    @Option(names = "--home", required = true, description = "The folder of the bundle.")
    private Path home;

    @Option(names = "--var", required = true, description = "Where data of the run go; emptied before.")
    private Path folder;

    @Option(names = "--old", defaultValue = "200000", description = "Old messages (default ${DEFAULT-VALUE}).")
    private int old;

    @Option(names = "--connections", defaultValue = "16", description = "Loading connections (default ${DEFAULT-VALUE}).")
    private int connections;

    @Option(names = "--rate", defaultValue = "500", description = "expiry.most.per.second (default ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--json", description = "Where all numbers go (default: expiry.json under --var).")
    private Path json;

    private final PortPlan plan = PortPlan.free();
    private final AtomicInteger delivered = new AtomicInteger();
    private final Map<String, Object> numbers = new LinkedHashMap<>();
    private Places places;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Expiry()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path data = folder.resolve("expiry");
        delete(data);
        places = Places.under(home, data);
        new ConfigurationCopy(plan).copy(home.resolve("conf"), places.conf());
        Path waypost = places.conf().resolve("waypost.properties");
        Files.writeString(
                waypost,
                Files.readString(waypost)
                        .replace("expiry.hour=3", "expiry.hour=never")
                        .replace("expiry.most.per.second=500", "expiry.most.per.second=" + rate));
        RunningServer server = start();
        try {
            command("", "domain", "add", "example.test");
            command(USER.password() + "\n", "user", "add", USER.address(), "--password-stdin");
            timed("load", this::load);
            command("", "settings", "set", "server", "expiry", "rules=[{\"folder\":\"INBOX\",\"days\":30}]");
            int counted = timed("dry run", () -> JSON.readTree(command("", "expiry", "dry-run", "--json"))
                    .at("/report/all/planned")
                    .asInt());
            Thread sender = new Thread(this::deliver, "deliver");
            sender.setDaemon(true);
            sender.start();
            long begun = System.nanoTime();
            command("", "expiry", "run", "--timeout", "0");
            until(() -> messages() < old / 2);
            server.process().destroyForcibly();
            server.process().onExit().join();
            server = start();
            numbers.put("left at the kill", messages());
            int atRestart = delivered.get();
            until(() -> last().get("outcome").asText().equals("done"));
            numbers.put("deletion, with the kill, seconds", (System.nanoTime() - begun) / 1_000_000_000.0);
            int removed = last().at("/all/removed").asInt();
            numbers.put("counted by the dry run", counted);
            numbers.put("removed", removed);
            numbers.put("delivered meanwhile", delivered.get());
            boolean well = counted == old && removed == counted && delivered.get() > atRestart;
            numbers.put("holds", well);
            return well ? 0 : 1;
        } finally {
            server.close();
            write();
        }
    }

    private RunningServer start() throws IOException {
        Files.createDirectories(places.var());
        Files.createDirectories(places.log());
        RunningServer server = RunningServer.start(places, plan, bundled("run").inheritIO());
        server.awaitReady(READY);
        return server;
    }

    private Void load() throws Exception {
        new MailLoader(plan.port(Endpoint.IMAPS), PinnedTls.trusting(places.certificates()), USER)
                .load("INBOX", "X-Old", old, connections, Instant.now().minus(Duration.ofDays(100)));
        return null;
    }

    /** Mail from outside, one at a time, as long as the program runs. */
    private void deliver() {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", plan.port(Endpoint.SMTP));
        properties.put("mail.smtp.timeout", "60000");
        properties.put("mail.smtp.from", "sender@example.org");
        while (true) {
            try {
                MimeMessage message = new MimeMessage(Session.getInstance(properties));
                message.setFrom(new InternetAddress("sender@example.org"));
                message.setRecipient(Message.RecipientType.TO, new InternetAddress(USER.address()));
                message.setSubject("meanwhile " + delivered.get());
                message.setText("new");
                Transport.send(message);
                delivered.incrementAndGet();
            } catch (MessagingException serverIsDown) {
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private int messages() throws Exception {
        Properties properties = new Properties();
        properties.put(
                "mail.imaps.ssl.socketFactory",
                PinnedTls.trusting(places.certificates()).getSocketFactory());
        try (Store store = Session.getInstance(properties).getStore("imaps")) {
            store.connect("127.0.0.1", plan.port(Endpoint.IMAPS), USER.address(), USER.password());
            Folder inbox = store.getFolder("INBOX");
            return inbox.getMessageCount();
        }
    }

    private JsonNode last() throws Exception {
        for (JsonNode report : JSON.readTree(command("", "expiry", "report", "--json")).get("reports")) {
            if (!report.get("dry").asBoolean()) {
                return report;
            }
        }
        throw new IllegalStateException("There was no run");
    }

    private void until(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        }
    }

    private <T> T timed(String what, Callable<T> work) throws Exception {
        long begun = System.nanoTime();
        T result = work.call();
        double seconds = (System.nanoTime() - begun) / 1_000_000_000.0;
        numbers.put(what + ", seconds", seconds);
        System.out.printf(Locale.ROOT, "%s: %.1f s%n", what, seconds);
        return result;
    }

    private ProcessBuilder bundled(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(home.resolve("bin/waypost").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment()
                .putAll(Map.of(
                        "WAYPOST_HOME", home.toString(),
                        "WAYPOST_CONF", places.conf().toString(),
                        "WAYPOST_VAR", places.var().toString(),
                        "WAYPOST_LOG", places.log().toString()));
        return builder;
    }

    private String command(String input, String... arguments) throws IOException, InterruptedException {
        Process process = bundled(arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("waypost " + Arrays.toString(arguments) + ": " + output);
        }
        return output;
    }

    private void write() throws IOException {
        Path target = json == null ? folder.resolve("expiry.json") : json;
        numbers.put("old messages", old);
        numbers.put("processors", Runtime.getRuntime().availableProcessors());
        JSON.writeValue(target.toFile(), numbers);
        System.out.println(JSON.writeValueAsString(numbers));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path file : all) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
