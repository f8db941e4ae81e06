package org.waypost.bench.challenge;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.mail.FetchProfile;
import javax.mail.Folder;
import javax.mail.Message;
import javax.mail.Store;
import org.waypost.bench.BenchServer;
import org.waypost.bench.Report;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;
import org.waypost.testing.dns.PlayedDns;
import org.waypost.testing.smtp.SmtpSink;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Forged senders get no challenge; genuine new ones get one each, and all their mail arrives when they confirm. */
@Command(name = "bench/challenge", mixinStandardHelpOptions = true)
public final class ChallengeBench implements Callable<Integer> {
    private static final int USERS = 10;
    private static final int MAILS_OF_GENUINE = 2;

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

    @Option(names = "--short-lived", description = "A server as tests have it, which starts sooner and works slower.")
    private boolean shortLived;

    private final Report report = new Report();
    private BenchServer server;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ChallengeBench()).execute(arguments));
    }

    /** What was counted; for tests. */
    public Report report() {
        return report;
    }

    @Override
    public Integer call() throws Exception {
        report.with("forged senders", forged).with("genuine senders", genuine);
        try (PlayedDns dns = Traffic.names(new PlayedDns());
                SmtpSink world = SmtpSink.on("127.0.0.1");
                BenchServer bundle = new BenchServer(home, folder.resolve("challenge"))) {
            server = bundle;
            configure(dns);
            server.start();
            prepare(world);
            receive(world);
            server.stop();
            server.start();
            confirm(world);
        }
        report.write(json == null ? folder.resolve("challenge.json") : json);
        return report.holds() ? 0 : 1;
    }

    /** The shipped configuration, but for the DNS that is asked and the rate that one client has. */
    private void configure(PlayedDns dns) throws Exception {
        if (shortLived) {
            server.shortLived();
        }
        server.edit(
                "sender.properties",
                text -> text + "\ndns.servers=127.0.0.1:" + dns.address().getPort() + "\n");
        server.edit(
                "public.properties",
                text -> text + "\nbase.url=https://localhost:" + server.port(Endpoint.PUBLIC)
                        + "\nrate.per.minute=100000\nrate.burst=100000\n");
    }

    private void prepare(SmtpSink world) throws Exception {
        for (int number = 0; number < USERS; number++) {
            server.account(user(number));
        }
        server.admin(
                "PUT", "/waypost/routes/default", "{\"hops\":[\"127.0.0.1:" + world.port() + "\"],\"tls\":\"none\"}");
        server.admin(
                "PATCH",
                "/waypost/settings/domains/" + Traffic.DOMAIN + "/challenge",
                "{\"mode\":\"unknown-senders\"}");
        server.admin(
                "PATCH",
                "/waypost/settings/server/challengeLimits",
                "{\"perUser\":10000,\"perDomain\":100000,\"perServer\":100000}");
    }

    private static Account user(int number) {
        return new Account("user" + number % USERS + "@" + Traffic.DOMAIN, "password-of-the-bench");
    }

    private void receive(SmtpSink world) throws Exception {
        Traffic traffic = new Traffic(server.port(Endpoint.SMTP));
        report.timed("forged mail", () -> {
            traffic.send(forged, number -> Traffic.forgery(number, user(number).address()));
            await("forged mail is held", () -> held() == forged);
            return null;
        });
        report.count("forged mails held", forged, held());
        report.count("challenges to forged senders", 0, world.taken().size());
        int mails = genuine * MAILS_OF_GENUINE;
        report.timed("genuine mail", () -> {
            traffic.send(mails, number -> {
                int sender = number / MAILS_OF_GENUINE;
                return Traffic.genuine(sender, number, user(sender).address());
            });
            await("genuine mail is held", () -> held() == forged + mails);
            await("challenges have arrived", () -> world.taken().size() >= genuine);
            return null;
        });
    }

    private void confirm(SmtpSink world) throws Exception {
        int mails = genuine * MAILS_OF_GENUINE;
        Confirmations confirmations = Confirmations.from(world);
        report.timed("confirmations", () -> {
            confirmations.answer(server.port(Endpoint.SMTP), server.trust());
            await(
                    "confirmed mail is released",
                    () -> held() == forged && inboxes().size() >= mails);
            return null;
        });
        Map<String, Integer> arrived = inboxes();
        report.count("genuine senders with a challenge", genuine, confirmations.senders());
        report.count("challenges to genuine senders", genuine, world.taken().size());
        report.count("genuine mails in mailboxes", mails, arrived.size());
        report.count(
                "mails that stand twice",
                0,
                arrived.values().stream().filter(times -> times > 1).count());
        report.count("mails that still wait", forged, held());
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        BenchServer.await(what, Duration.ofMinutes(5).plusMillis(50L * forged), condition);
    }

    private int held() throws Exception {
        int held = 0;
        for (JsonNode user : server.admin("GET", "/waypost/challenge/pending", "")) {
            held += user.get("held").asInt();
        }
        return held;
    }

    /** Subjects of genuine mails in all mailboxes, and how often each is there. */
    private Map<String, Integer> inboxes() throws Exception {
        Map<String, Integer> subjects = new HashMap<>();
        FetchProfile envelopes = new FetchProfile();
        envelopes.add(FetchProfile.Item.ENVELOPE);
        for (int number = 0; number < USERS; number++) {
            try (Store store = server.mailboxes(user(number))) {
                Folder inbox = store.getFolder("INBOX");
                if (!inbox.exists()) {
                    continue;
                }
                inbox.open(Folder.READ_ONLY);
                Message[] messages = inbox.getMessages();
                inbox.fetch(messages, envelopes);
                for (Message message : messages) {
                    if (message.getSubject().startsWith("genuine ")) {
                        subjects.merge(message.getSubject(), 1, Integer::sum);
                    }
                }
            }
        }
        return subjects;
    }
}
