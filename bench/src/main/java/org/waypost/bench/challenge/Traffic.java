package org.waypost.bench.challenge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.waypost.testing.dns.PlayedDns;
import org.waypost.testing.smtp.SmtpSender;
import org.waypost.testing.smtp.SmtpSender.Accepted;
import org.waypost.testing.smtp.SmtpSender.Fate;

/** Mail of forged and of genuine senders: {@code genuine.test} may send from here, {@code forged.test} from elsewhere. */
final class Traffic {
    static final String DOMAIN = "example.test";
    private static final String GENUINE = "genuine.test";
    private static final String FORGED = "forged.test";
    private static final String SILENT = "silent.test";
    private static final int CONNECTIONS = 8;

    /** A mail to be sent. */
    record Mail(String sender, String recipient, String message) {
        static Mail of(String sender, String from, String recipient, String fields, String subject) {
            return new Mail(
                    sender,
                    recipient,
                    "From: " + from + "\r\nTo: " + recipient + "\r\nSubject: " + subject + "\r\nMessage-ID: <"
                            + subject.replace(' ', '-') + "@bench>\r\n" + fields + "\r\nText.");
        }
    }

    private final int port;

    Traffic(int port) {
        this.port = port;
    }

    /** Adds who may send for whom (RFC 7208). */
    static PlayedDns names(PlayedDns dns) throws IOException {
        return dns.withText(GENUINE, "v=spf1 ip4:127.0.0.1 -all").withText(FORGED, "v=spf1 ip4:192.0.2.1 -all");
    }

    /** In turn: against SPF, of a domain without SPF, another's name over a domain of one's own, and a forged answer. */
    static Mail forgery(int number, String recipient) {
        String name = "victim" + number + "@";
        String subject = "forged " + number;
        return switch (number % 4) {
            case 0 -> Mail.of(name + FORGED, name + FORGED, recipient, "", subject);
            case 1 -> Mail.of(name + SILENT, name + SILENT, recipient, "", subject);
            case 2 -> Mail.of("x" + number + "@" + GENUINE, name + FORGED, recipient, "", subject);
            default -> Mail.of(name + FORGED, name + FORGED, recipient, "Auto-Submitted: auto-replied\r\n", subject);
        };
    }

    static Mail genuine(int sender, int number, String recipient) {
        String address = "person" + sender + "@" + GENUINE;
        return Mail.of(address, address, recipient, "", "genuine " + number);
    }

    /** Sends over several connections at once; all must be taken. */
    void send(int count, IntFunction<Mail> mails) throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<?>> parts = new ArrayList<>();
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                parts.add(threads.submit(() -> {
                    send(next, count, mails);
                    return null;
                }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void send(AtomicInteger next, int count, IntFunction<Mail> mails) throws IOException {
        try (SmtpSender client = new SmtpSender(port, "mx." + GENUINE)) {
            for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                must(client, mails.apply(number));
            }
        }
    }

    /** Sends one mail, which must be taken. */
    static void must(SmtpSender client, Mail mail) throws IOException {
        Fate fate = client.send(mail.sender(), List.of(mail.recipient()), mail.message());
        if (!(fate instanceof Accepted)) {
            throw new IOException("Mail of " + mail.sender() + " to " + mail.recipient() + ": " + fate);
        }
    }
}
