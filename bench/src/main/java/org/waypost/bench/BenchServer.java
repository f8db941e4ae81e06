package org.waypost.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Store;
import javax.net.ssl.SSLContext;
import org.apache.commons.io.FileUtils;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.ConfigurationCopy;
import org.waypost.server.quickstart.Endpoint;
import org.waypost.server.quickstart.PinnedTls;
import org.waypost.server.quickstart.Places;
import org.waypost.server.quickstart.PortPlan;
import org.waypost.server.quickstart.RunningServer;

/** The built bundle on free ports and in a folder of its own, as it is shipped but for what a measurement changes. */
public final class BenchServer implements AutoCloseable {
    /** An archive of classes is for the second start and later ones; to write it takes longer than a test has. */
    public static final Map<String, String> QUICK_ENVIRONMENT = Map.of("WAYPOST_CDS", "off");

    private static final String QUICK = "-XX:TieredStopAtLevel=1";
    private static final List<String> QUICK_FILES =
            List.of("engines.properties", "jvm.properties", "usersrepository.xml", "smtpserver.xml", "lmtpserver.xml");
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Places places;
    private final PortPlan plan = PortPlan.free();
    private RunningServer running;
    private boolean shortLived;

    /**
     * Lays out the configuration; nothing is started.
     *
     * @param home   folder of the bundle
     * @param folder where configuration, data and logs go; emptied before
     */
    public BenchServer(Path home, Path folder) throws IOException {
        this.folder = folder;
        FileUtils.deleteDirectory(folder.toFile());
        places = Places.under(home, folder);
        new ConfigurationCopy(plan).copy(home.resolve("conf"), places.conf());
        Files.createDirectories(places.var());
        Files.createDirectories(places.log());
    }

    /** Changes a file of the configuration, which must come out different. */
    public void edit(String file, UnaryOperator<String> change) throws IOException {
        Path path = places.conf().resolve(file);
        String before = Files.readString(path);
        String after = change.apply(before);
        if (after.equals(before)) {
            throw new IllegalStateException(path + " has not what the measurement wants to change in it");
        }
        Files.writeString(path, after);
    }

    /** Settles for what serves a server of some minutes: for tests, not for measurements of time. */
    public void shortLived() throws IOException {
        shortLived = true;
        for (String file : QUICK_FILES) {
            edit(file, text -> quick(file, text));
        }
    }

    /**
     * The configuration of a server that lives for minutes only: it gains nothing from the second compiler, nobody guesses its
     * passwords, and nobody is talking when it ends.
     */
    public static String quick(String file, String text) {
        return switch (file) {
            case "engines.properties" ->
                text + "\ncassandra.options=" + QUICK + "\nopensearch.options=" + QUICK + "\ntika.options=" + QUICK
                        + "\n";
            case "jvm.properties" -> text.replaceFirst("(?m)^options=", "$0" + QUICK);
            // Each login of a test costs as much as that of a user, and there are hundreds.
            case "usersrepository.xml" -> text.replace("PBKDF2-SHA512-210000-512", "PBKDF2-SHA512-1000-512");
            case "smtpserver.xml", "lmtpserver.xml" ->
                text.replace("</bind>", "</bind><gracefulShutdown>false</gracefulShutdown>");
            default -> text;
        };
    }

    /** Starts the server and waits until every protocol answers. */
    public void start() throws IOException {
        ProcessBuilder launch = places.launch("run").inheritIO();
        if (shortLived) {
            launch.environment().putAll(QUICK_ENVIRONMENT);
        }
        running = RunningServer.start(places, plan, launch);
        running.awaitReady(START);
    }

    /** Kills the server (SIGKILL) and waits until it is gone. */
    public void kill() {
        running.process().destroyForcibly();
        running.process().onExit().join();
    }

    /** Stops the server in order. */
    public void stop() {
        running.close();
    }

    /** The port of loopback where this is offered. */
    public int port(Endpoint endpoint) {
        return plan.port(endpoint);
    }

    /** What trusts the server's certificate and no other. */
    public SSLContext trust() throws IOException {
        return PinnedTls.trusting(places.certificates());
    }

    /** A connection to the mailboxes of a user. */
    public Store mailboxes(Account account) throws IOException, MessagingException {
        Properties properties = new Properties();
        properties.put("mail.imaps.ssl.socketFactory", trust().getSocketFactory());
        Store store = Session.getInstance(properties).getStore("imaps");
        store.connect("127.0.0.1", port(Endpoint.IMAPS), account.address(), account.password());
        return store;
    }

    /**
     * A call of WebAdmin, which must succeed.
     *
     * @param body JSON, or empty for none
     */
    public JsonNode admin(String method, String path, String body) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().sslContext(trust()).build();
        String token = Files.readString(places.var().resolve("webadmin").resolve("token"))
                .strip();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + port(Endpoint.WEBADMIN) + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** Makes a user, and the domain when it isn't there. */
    public void account(Account account) throws IOException, InterruptedException {
        admin("PUT", "/domains/" + account.address().split("@", 2)[1], "");
        admin(
                "PUT",
                "/users/" + account.address(),
                JSON.createObjectNode().put("password", account.password()).toString());
    }

    /**
     * Waits until something holds, as long as it takes.
     *
     * @throws IllegalStateException when it doesn't in that time
     */
    public static void await(String what, Duration atMost, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(what + ": not within " + atMost);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Stops the server and removes all it has written. */
    @Override
    public void close() throws IOException {
        if (running != null && running.process().isAlive()) {
            running.close();
        }
        FileUtils.deleteDirectory(folder.toFile());
    }
}
