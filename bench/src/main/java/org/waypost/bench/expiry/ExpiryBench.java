package org.waypost.bench.expiry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.mail.Store;
import org.waypost.bench.BenchServer;
import org.waypost.bench.Report;
import org.waypost.bench.load.Delivered;
import org.waypost.bench.load.RowLoader;
import org.waypost.bench.load.Snapshot;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;
import org.waypost.testing.smtp.SmtpSender;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Old messages are deleted over a kill while mail is delivered; what goes is what the dry run counted. */
@Command(name = "bench/expiry", mixinStandardHelpOptions = true)
public final class ExpiryBench implements Callable<Integer> {
    private static final Account USER = new Account("bench@example.test", "bench-0123456789");
    private static final int PATTERNS = 2;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration BETWEEN_MAILS = Duration.ofMillis(200);
    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(500);

    @Option(names = "--home", required = true, description = "The folder of the bundle.")
    private Path home;

    @Option(names = "--var", required = true, description = "Where data of the run go; emptied before.")
    private Path folder;

    @Option(names = "--old", defaultValue = "200000", description = "Old messages (default ${DEFAULT-VALUE}).")
    private int old;

    @Option(names = "--rate", defaultValue = "500", description = "expiry.most.per.second (default ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--json", description = "Where all numbers go (default: expiry.json under --var).")
    private Path json;

    private final AtomicInteger delivered = new AtomicInteger();
    private final Report report = new Report();
    private BenchServer server;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ExpiryBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        report.with("old messages", old).with("most per second", rate);
        try (BenchServer bundle = new BenchServer(home, folder.resolve("expiry"))) {
            server = bundle;
            server.edit("waypost.properties", text -> text.replace("expiry.hour=3", "expiry.hour=never")
                    .replace("expiry.most.per.second=500", "expiry.most.per.second=" + rate));
            server.start();
            prepare();
            measure();
        }
        report.write(json == null ? folder.resolve("expiry.json") : json);
        return report.holds() ? 0 : 1;
    }

    private void prepare() throws Exception {
        server.account(USER);
        try (RowLoader loader = new RowLoader(server.port(Endpoint.CASSANDRA))) {
            Snapshot before = loader.now();
            deliverOne(1);
            loader.settled(before);
            Delivered pattern = loader.pattern(() -> deliverOne(2));
            report.timed("load", () -> {
                loader.load(pattern, old, DAY.multipliedBy(100));
                return null;
            });
        }
        report.count("messages by IMAP after the load", old + PATTERNS, messages());
        server.admin("PATCH", "/waypost/settings/server/expiry", "{\"rules\":[{\"folder\":\"INBOX\",\"days\":30}]}");
    }

    /** Has one message delivered; when it returns, the message is there. */
    private Void deliverOne(int number) throws Exception {
        try (SmtpSender sender = new SmtpSender(server.port(Endpoint.SMTP))) {
            sender.send("sender@example.org", List.of(USER.address()), text());
        }
        BenchServer.await("message " + number, Duration.ofMinutes(1), () -> messages() == number);
        return null;
    }

    private void measure() throws Exception {
        Duration patience = Duration.ofMinutes(5).plusMillis(50L * old);
        report.timed("dry run", () -> {
            server.admin("POST", "/waypost/expiry?dryRun", "");
            BenchServer.await("the dry run", patience, () -> ended(true));
            return null;
        });
        int counted = last(true).at("/all/planned").asInt();
        Thread sender = new Thread(this::deliver, "deliver");
        sender.setDaemon(true);
        sender.start();
        int[] atRestart = new int[1];
        report.timed("deletion, the kill and the restart in it", () -> {
            server.admin("POST", "/waypost/expiry", "");
            BenchServer.await(
                    "half is deleted",
                    patience,
                    () -> last(false).at("/all/removed").asInt() >= old / 2);
            server.kill();
            server.start();
            report.with("messages at the kill", messages());
            atRestart[0] = delivered.get();
            BenchServer.await("all is deleted", patience, () -> ended(false));
            return null;
        });
        sender.interrupt();
        sender.join();
        report.count("counted by the dry run", old, counted);
        report.count("removed", counted, last(false).at("/all/removed").asInt());
        report.count("accepted meanwhile but missing", 0, Math.max(0, delivered.get() - settled()));
        report.count("whether mail was delivered beside (1 is yes)", 1, delivered.get() > atRestart[0] ? 1 : 0);
        report.with("delivered meanwhile", delivered.get());
    }

    /** How many messages there are when all that was accepted has arrived. */
    private int settled() throws Exception {
        BenchServer.await(
                "the queue is empty",
                Duration.ofMinutes(5),
                () -> server.admin("GET", "/mailQueues/spool", "").get("size").asInt() == 0);
        return messages() - PATTERNS;
    }

    /** Mail from outside, one at a time, until it is interrupted. */
    private void deliver() {
        while (!Thread.currentThread().isInterrupted()) {
            try (SmtpSender sender = new SmtpSender(server.port(Endpoint.SMTP))) {
                while (!Thread.currentThread().isInterrupted()
                        && sender.send("sender@example.org", List.of(USER.address()), text())
                                instanceof SmtpSender.Accepted) {
                    delivered.incrementAndGet();
                    LockSupport.parkNanos(BETWEEN_MAILS.toNanos());
                }
            } catch (IOException serverIsDown) {
                LockSupport.parkNanos(AFTER_A_FAILURE.toNanos());
            }
        }
    }

    private String text() {
        return "From: sender@example.org\r\nTo: " + USER.address() + "\r\nSubject: meanwhile " + delivered.get()
                + "\r\n\r\nnew";
    }

    private int messages() throws Exception {
        try (Store store = server.mailboxes(USER)) {
            return store.getFolder("INBOX").getMessageCount();
        }
    }

    private boolean ended(boolean dry) throws Exception {
        JsonNode last = last(dry);
        return last.path("outcome").asText().equals("done");
    }

    /** The report of the last run of a kind; missing when there was none. */
    private JsonNode last(boolean dry) throws Exception {
        for (JsonNode each : server.admin("GET", "/waypost/expiry", "").get("reports")) {
            if (each.get("dry").asBoolean() == dry) {
                return each;
            }
        }
        return MissingNode.getInstance();
    }
}
