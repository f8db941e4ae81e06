package org.waypost.assembly.durability;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.waypost.assembly.e2e.Program;
import org.waypost.assembly.e2e.Swaks;
import org.waypost.testing.smtp.SmtpSender;

/**
 * Sends numbered mails over several connections without pause, each number once, and remembers what became of each.
 * Every fifth mail goes to all recipients, the others to one.
 */
final class MailStream implements AutoCloseable {
    /** The header with the number of a mail. */
    static final String NUMBER = "X-Durability-Number";

    private static final String SENDER = "sender@example.org";
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int MAILS_A_CONNECTION = 20;

    /** A recipient in the dialogue of swaks that was answered with 250. */
    private static final Pattern TAKEN = Pattern.compile("-> RCPT TO:<([^>]+)>\\R<-  250");

    private final int port;
    private final List<String> recipients;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final Map<Integer, List<String>> accepted = new ConcurrentSkipListMap<>();
    private final Set<Integer> unknown = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    private MailStream(int port, List<String> recipients) {
        this.port = port;
        this.recipients = List.copyOf(recipients);
    }

    /** Begins to send over so many connections at once. */
    static MailStream start(int port, List<String> recipients, int connections) {
        MailStream stream = new MailStream(port, recipients);
        for (int i = 0; i < connections; i++) {
            Thread thread = new Thread(stream::run, "mail-stream-" + i);
            stream.threads.add(thread);
            thread.start();
        }
        return stream;
    }

    /** Sends beside, with swaks, a call for each mail. */
    MailStream withSwaks() {
        Thread thread = new Thread(this::runSwaks, "mail-stream-swaks");
        threads.add(thread);
        thread.start();
        return this;
    }

    private void runSwaks() {
        while (!stopped) {
            int number = next.incrementAndGet();
            try {
                Program.Ended ended = Swaks.mail(
                                "127.0.0.1:" + port,
                                SENDER,
                                String.join(",", to(number)),
                                "mail " + number + " by swaks")
                        .with("--add-header", NUMBER + ": " + number, "--header", "Message-ID: " + messageId(number))
                        .run();
                note(number, takenBySwaks(ended), fate(ended));
            } catch (IOException | InterruptedException e) {
                note(number, to(number), new SmtpSender.Unknown("swaks did not run: " + e.getMessage()));
            }
        }
    }

    /** It sends to those that were not refused, and says that all is well. */
    private static List<String> takenBySwaks(Program.Ended ended) {
        return TAKEN.matcher(ended.output())
                .results()
                .map(taken -> taken.group(1))
                .toList();
    }

    private static SmtpSender.Fate fate(Program.Ended ended) {
        return switch (ended.code()) {
            case 0 -> new SmtpSender.Accepted();
            // No connection, or a refusal before the text was sent.
            case 2, 21, 22, 23, 24, 25 -> new SmtpSender.Refused("swaks ended with " + ended.code());
            default -> new SmtpSender.Unknown("swaks ended with " + ended.code());
        };
    }

    private void run() {
        while (!stopped) {
            try (SmtpSender sender = new SmtpSender(port)) {
                boolean usable = true;
                for (int i = 0; i < MAILS_A_CONNECTION && usable && !stopped; i++) {
                    usable = send(sender);
                }
            } catch (IOException e) {
                refused("no connection: " + e.getMessage());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private boolean send(SmtpSender sender) {
        int number = next.incrementAndGet();
        return note(number, to(number), sender.send(SENDER, to(number), message(number)));
    }

    private List<String> to(int number) {
        return number % 5 == 0 ? recipients : List.of(recipients.get(number % recipients.size()));
    }

    /** Whether the mail was accepted. */
    private boolean note(int number, List<String> to, SmtpSender.Fate fate) {
        if (fate instanceof SmtpSender.Accepted) {
            accepted.put(number, to);
            return true;
        }
        if (fate instanceof SmtpSender.Unknown) {
            unknown.add(number);
        } else if (fate instanceof SmtpSender.Refused refusal) {
            refused(refusal.reason());
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return false;
    }

    private static String message(int number) {
        return "From: Sender <sender@example.org>\r\nTo: recipients@example.test\r\nSubject: mail " + number + "\r\n"
                + NUMBER + ": " + number + "\r\nMessage-ID: " + messageId(number) + "\r\n\r\n"
                + ("This is line number " + number + " of many lines that all say the same.\r\n")
                        .repeat(20 + number % 40)
                + "The end.";
    }

    private static String messageId(int number) {
        return "<" + number + "@durability.example.org>";
    }

    private void refused(String reason) {
        // Session numbers and queue names differ with each answer.
        refusals.computeIfAbsent(reason.replaceAll("[0-9a-f-]{8,}", "#"), key -> new AtomicInteger())
                .incrementAndGet();
    }

    /** Numbers answered with 250, with their recipients. */
    Map<Integer, List<String>> accepted() {
        return Map.copyOf(accepted);
    }

    /** Numbers whose fate the server did not tell. */
    Set<Integer> unknown() {
        return Set.copyOf(unknown);
    }

    int acceptedSoFar() {
        return accepted.size();
    }

    /** What was refused, by reason, as lines. */
    String refusals() {
        return refusals.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "  " + entry.getValue() + " x " + entry.getKey())
                .collect(Collectors.joining("\n"));
    }

    /** Stops sending and waits for the answers that are due. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
