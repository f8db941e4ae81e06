package org.waypost.assembly.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.assembly.e2e.BundleServer;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;
import org.waypost.testing.smtp.SmtpSender;

/** A disk that runs full: mail is refused for the time being, and none that was accepted is lost. */
class FullDiskIT {
    private static final int DISK_MEGABYTES = 1024;
    private static final int MOST_MAILS = 2000;
    private static final int MAIL_LINES = 2000;
    private static final Duration RECOVERY = Duration.ofMinutes(5);

    private BundleServer server;
    private Account ann;
    private int number;
    private final List<Integer> accepted = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        server = BundleServer.startOnDisk("full-disk", DISK_MEGABYTES);
        ann = server.user("ann");
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void mailIsRefusedForTheTimeBeingAndNoneIsLost() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(send()).isInstanceOf(SmtpSender.Accepted.class);
        }

        fill();
        SmtpSender.Fate refusal = sendUntilRefused();
        System.out.printf(Locale.ROOT, "full disk: %d mails accepted, then %s%n", accepted.size(), refusal);
        assertThat(refusal).isInstanceOfSatisfying(SmtpSender.Refused.class, refused -> assertThat(refused.reason())
                .as("RFC 5321 §4.2.1: 4yz, try again")
                .matches("(after the dot: )?4\\d\\d.*"));

        Files.delete(filler());
        Awaitility.await("mails are accepted again")
                .atMost(RECOVERY)
                .until(() -> send() instanceof SmtpSender.Accepted);
        Awaitility.await("the queue is empty")
                .atMost(RECOVERY)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> server.webAdmin().queued() == 0);

        Ledger ledger = new Ledger();
        ledger.found(
                ann.address(),
                server.mailboxes(ann).header("INBOX", MailStream.NUMBER).stream()
                        .map(Integer::valueOf)
                        .toList());
        Map<Integer, List<String>> due = new java.util.TreeMap<>();
        accepted.forEach(mail -> due.put(mail, List.of(ann.address())));
        assertThat(ledger.missing(due)).as("lost mails").isEmpty();
        assertThat(ledger.doubles()).as("mails delivered more than once").isEmpty();
    }

    private SmtpSender.Fate sendUntilRefused() {
        for (int i = 0; i < MOST_MAILS; i++) {
            SmtpSender.Fate fate = send();
            if (!(fate instanceof SmtpSender.Accepted)) {
                return fate;
            }
        }
        return new SmtpSender.Accepted();
    }

    private SmtpSender.Fate send() {
        int mail = ++number;
        String message = "From: sender@example.org\r\nSubject: mail " + mail + "\r\n" + MailStream.NUMBER + ": " + mail
                + "\r\n\r\n" + "A line of some length that says nothing at all.\r\n".repeat(MAIL_LINES) + "End";
        try (SmtpSender sender = new SmtpSender(server.port(Endpoint.SMTP))) {
            SmtpSender.Fate fate = sender.send("sender@example.org", List.of(ann.address()), message);
            if (fate instanceof SmtpSender.Accepted) {
                accepted.add(mail);
            }
            return fate;
        } catch (IOException e) {
            return new SmtpSender.Refused(e.getMessage());
        }
    }

    private Path filler() {
        return server.var().resolve("filler");
    }

    /** Takes all the space that is left. */
    private void fill() throws IOException {
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }
}
