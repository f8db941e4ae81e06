package org.waypost.server.quickstart;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.mail.Folder;
import javax.mail.Message;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Store;
import javax.mail.internet.MimeMessage;
import javax.net.ssl.SSLContext;

/**
 * Fills a folder with messages of a past date, over several IMAP connections at once (RFC 9051 §6.3.12), for tests and
 * measurements. The server stores what is appended as it stores what is delivered.
 */
public final class MailLoader {
    private static final int BATCH = 50;
    private static final String TIMEOUT_MILLIS = "120000";

    private final Session session;
    private final int port;
    private final Account account;

    /** For the mailboxes of a user, over IMAP with TLS on this port of the loopback. */
    public MailLoader(int port, SSLContext trust, Account account) {
        Properties properties = new Properties();
        properties.put("mail.imaps.ssl.socketFactory", trust.getSocketFactory());
        properties.put("mail.imaps.timeout", TIMEOUT_MILLIS);
        properties.put("mail.imaps.connectiontimeout", TIMEOUT_MILLIS);
        this.session = Session.getInstance(properties);
        this.port = port;
        this.account = account;
    }

    /**
     * Appends messages with a header that numbers them from 1.
     *
     * @param folder      where they go; made when it isn't there
     * @param header      the name of the numbering header
     * @param count       how many
     * @param connections how many connections work at once
     * @param received    the internal date of all
     */
    public void load(String folder, String header, int count, int connections, Instant received)
            throws InterruptedException, MessagingException {
        create(folder);
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<?>> parts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                parts.add(threads.submit(() -> {
                    append(folder, header, count, received, next);
                    return folder;
                }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } catch (ExecutionException e) {
            throw new MessagingException("The folder " + folder + " can't be filled", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void create(String folder) throws MessagingException {
        try (Store store = connect()) {
            Folder target = store.getFolder(folder);
            if (!target.exists()) {
                target.create(Folder.HOLDS_MESSAGES);
            }
        }
    }

    private void append(String folder, String header, int count, Instant received, AtomicInteger next)
            throws MessagingException {
        try (Store store = connect()) {
            Folder target = store.getFolder(folder);
            for (int first = next.getAndAdd(BATCH) + 1; first <= count; first = next.getAndAdd(BATCH) + 1) {
                int end = Math.min(count, first + BATCH - 1);
                Message[] batch = new Message[end - first + 1];
                for (int number = first; number <= end; number++) {
                    batch[number - first] = new Received(session, text(header, number), Date.from(received));
                }
                target.appendMessages(batch);
            }
        }
    }

    private Store connect() throws MessagingException {
        Store store = session.getStore("imaps");
        store.connect("127.0.0.1", port, account.address(), account.password());
        return store;
    }

    private String text(String header, int number) {
        return "From: Sender <sender@example.org>\r\nTo: " + account.address() + "\r\nSubject: message " + number
                + "\r\n"
                + header + ": " + number + "\r\nMessage-ID: <" + header + "." + number + "@loader.example.org>\r\n\r\n"
                + ("This is line number " + number + " of many lines that all say the same.\r\n").repeat(20);
    }

    /** A message whose internal date is chosen. */
    private static final class Received extends MimeMessage {
        private final Date received;

        Received(Session session, String text, Date received) throws MessagingException {
            super(session, new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
            this.received = received;
        }

        @Override
        public Date getReceivedDate() {
            return received;
        }
    }
}
