package org.waypost.server.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import javax.activation.DataHandler;
import javax.mail.BodyPart;
import javax.mail.Folder;
import javax.mail.Message;
import javax.mail.MessagingException;
import javax.mail.Multipart;
import javax.mail.Session;
import javax.mail.Store;
import javax.mail.Transport;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeBodyPart;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;
import javax.mail.search.SubjectTerm;
import javax.mail.util.ByteArrayDataSource;
import javax.net.ssl.SSLContext;

/** Sends a message with a PDF from one user to another and reads it there, both over TLS. */
public final class MailRoundTrip {
    private static final Duration DELIVERY = Duration.ofSeconds(60);
    private static final String HOST = "127.0.0.1";
    private static final String TIMEOUT_MILLIS = "30000";

    private final PortPlan plan;
    private final SSLContext trust;

    MailRoundTrip(PortPlan plan, SSLContext trust) {
        this.plan = plan;
        this.trust = trust;
    }

    /**
     * Sends and reads.
     *
     * @return what was read
     * @throws IllegalStateException when the message does not arrive within a minute, or arrives changed
     */
    Received sendAndRead(Account from, Account to) throws MessagingException {
        String subject = "Welcome to Waypost " + UUID.randomUUID();
        byte[] pdf = SamplePdf.withLine("A message went from " + from.address().replace('@', ' '));
        send(from, to, subject, pdf);
        return read(to, subject, pdf);
    }

    private void send(Account from, Account to, String subject, byte[] pdf) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", HOST);
        properties.put("mail.smtp.port", plan.port(Endpoint.SUBMISSION));
        properties.put("mail.smtp.auth", "true");
        // RFC 8314 §3.3: no credentials and no mail in clear text
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.ssl.socketFactory", trust.getSocketFactory());
        properties.put("mail.smtp.timeout", TIMEOUT_MILLIS);
        properties.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        Session session = Session.getInstance(properties);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(from.address(), from.password());
            MimeMessage message = message(session, from, to, subject, pdf);
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    private static MimeMessage message(Session session, Account from, Account to, String subject, byte[] pdf)
            throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText("The attachment is a PDF of one page.\r\n", "utf-8");
        MimeBodyPart attachment = new MimeBodyPart();
        attachment.setDataHandler(new DataHandler(new ByteArrayDataSource(pdf, "application/pdf")));
        attachment.setFileName("welcome.pdf");
        // RFC 2045 §6.8: as text its line ends would be changed on the way
        attachment.setHeader("Content-Transfer-Encoding", "base64");
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(from.address()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to.address()));
        message.setSubject(subject);
        message.setSentDate(new Date());
        message.setContent(new MimeMultipart(text, attachment));
        message.saveChanges();
        return message;
    }

    private Received read(Account account, String subject, byte[] pdf) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.imaps.ssl.socketFactory", trust.getSocketFactory());
        properties.put("mail.imaps.timeout", TIMEOUT_MILLIS);
        properties.put("mail.imaps.connectiontimeout", TIMEOUT_MILLIS);
        long sent = System.nanoTime();
        try (Store store = Session.getInstance(properties).getStore("imaps")) {
            store.connect(HOST, plan.port(Endpoint.IMAPS), account.address(), account.password());
            Arrival arrival = new Arrival(store, subject);
            if (!Patience.until(DELIVERY, arrival::isThere)) {
                throw new IllegalStateException("The message '" + subject + "' was accepted but is not in the INBOX of "
                        + account.address() + " after " + DELIVERY.toSeconds() + " s");
            }
            Duration delivery = Duration.ofNanos(System.nanoTime() - sent);
            byte[] found = arrival.attachment();
            if (!Arrays.equals(pdf, found)) {
                throw new IllegalStateException(
                        "The PDF arrived changed: " + pdf.length + " bytes were sent, " + found.length + " were read");
            }
            return new Received(subject, found.length, delivery);
        }
    }

    /** What was read: its subject, the size of the PDF in bytes, and the time from acceptance to arrival. */
    public record Received(String subject, int pdfBytes, Duration delivery) {}

    /** The INBOX, looked at until the message is there. */
    private static final class Arrival {
        private final Store store;
        private final String subject;
        private Optional<byte[]> attachment = Optional.empty();

        private Arrival(Store store, String subject) {
            this.store = store;
            this.subject = subject;
        }

        private boolean isThere() {
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                for (Message message : inbox.search(new SubjectTerm(subject))) {
                    attachment = Optional.of(pdf(message));
                }
                return attachment.isPresent();
            } catch (MessagingException e) {
                throw new IllegalStateException("The INBOX can't be read: " + e.getMessage(), e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private byte[] attachment() {
            return attachment.orElseThrow();
        }

        private static byte[] pdf(Message message) throws MessagingException, IOException {
            if (message.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    BodyPart part = parts.getBodyPart(i);
                    if (part.isMimeType("application/pdf")) {
                        return part.getInputStream().readAllBytes();
                    }
                }
            }
            return new byte[0];
        }
    }
}
