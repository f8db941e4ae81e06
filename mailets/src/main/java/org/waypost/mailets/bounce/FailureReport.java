package org.waypost.mailets.bounce;

import static org.waypost.steps.Parameter.text;
import static org.waypost.steps.Parameter.words;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.inject.Inject;
import javax.mail.Message;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeBodyPart;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.mailets.smtp.ServerName;
import org.waypost.notices.Notice;
import org.waypost.steps.Parameter;
import org.waypost.steps.Parameters;

/**
 * Tells the sender which recipients could not be reached and why, for each its own reason (RFC 3464). The mail goes on to
 * the next step.
 *
 * <p>Nothing is sent for mail without a sender (RFC 5321 §4.5.5), and nothing of recipients for whom the sender wanted no
 * word of failures (NOTIFY, RFC 3461 §4.1); that is logged. The whole message comes back when the sender asked for it (RET)
 * and it is small; otherwise its header does.
 *
 * <p>Parameters: {@code text}, what a human reads first ({@code [machine]} stands for the name of the server),
 * and {@code defaultStatus}, the status (RFC 3463) where nothing better is known (default 5.0.0).
 *
 * <pre><code>
 * &lt;mailet match="All" class="org.waypost.mailets.bounce.FailureReport"&gt;
 *   &lt;text&gt;This is the mail server at [machine]. Your message could not be delivered.&lt;/text&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
public final class FailureReport extends GenericMailet {
    private static final Parameter<String> TEXT = text(
                    "text", "What a human reads first; [machine] stands for the name of the server.")
            .orElse("This is the mail server at [machine]. Your message could not be delivered to the recipients"
                    + " below.");
    private static final Parameter<String> STATUS = words(
                    "defaultStatus", "The status (RFC 3463) where nothing better is known.", "a status such as 5.0.0")
            .as(words -> {
                if (words.size() != 1 || !words.get(0).matches("[45]\\.\\d{1,3}\\.\\d{1,3}")) {
                    throw new IllegalArgumentException();
                }
                return words.get(0);
            })
            .orElse("5.0.0");

    /** What can be said to this mailet. */
    public static final Parameters PARAMETERS = Parameters.of(TEXT, STATUS);

    private static final long LARGEST_RETURNED = 1024 * 1024;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneId.systemDefault());
    private static final Logger LOGGER = LoggerFactory.getLogger(FailureReport.class);

    private final Clock clock;
    private final String machine;
    private final Metric reported;
    private final Metric unwanted;
    private String text;
    private String defaultStatus;

    @Inject
    public FailureReport(Clock clock, MetricFactory metrics, ServerName machine) {
        this.machine = machine.name();
        this.clock = clock;
        this.reported = metrics.generate("failureReport.sent");
        this.unwanted = metrics.generate("failureReport.unwanted");
    }

    @Override
    public void init() throws MessagingException {
        Parameters.Said said = PARAMETERS.read(getMailetConfig(), FailureReport.class);
        text = said.get(TEXT);
        defaultStatus = said.get(STATUS);
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Optional<MailAddress> sender = mail.getMaybeSender().asOptional();
        if (sender.isEmpty()) {
            return;
        }
        Map<MailAddress, DeliveryFailure> failures = new LinkedHashMap<>();
        DeliveryFailure.of(mail, defaultStatus).forEach((recipient, failure) -> {
            if (wanted(mail, recipient)) {
                failures.put(recipient, failure);
            } else {
                unwanted.increment();
                LOGGER.info(
                        "Told nobody of a failure, as the sender wished mail={} sender={} recipient={} status={}"
                                + " reason='{}'",
                        mail.getName(),
                        sender.get(),
                        recipient,
                        failure.status(),
                        failure.diagnostic());
            }
        });
        if (!failures.isEmpty()) {
            send(mail, sender.get(), failures);
        }
    }

    /** RFC 3461 §4.1: failures are told unless NOTIFY names other things or NEVER. */
    private static boolean wanted(Mail mail, MailAddress recipient) {
        return ofRecipient(mail, recipient)
                .flatMap(RecipientDsnParameters::getNotifyParameter)
                .map(notify -> notify.contains(Notify.FAILURE))
                .orElse(true);
    }

    private static Optional<RecipientDsnParameters> ofRecipient(Mail mail, MailAddress recipient) {
        return mail.dsnParameters().map(DsnParameters::getRcptParameters).map(parameters -> parameters.get(recipient));
    }

    private void send(Mail mail, MailAddress sender, Map<MailAddress, DeliveryFailure> failures)
            throws MessagingException {
        MailImpl report = MailImpl.builder()
                .name("report-" + MailImpl.getId())
                .sender(MaybeSender.nullSender())
                .addRecipient(sender)
                .lastUpdated(Date.from(clock.instant()))
                .mimeMessage(message(mail, sender, failures))
                .build();
        try {
            getMailetContext().sendMail(report);
            reported.increment();
            LOGGER.info(
                    "Told the sender of a failure mail={} report={} sender={} recipients={}",
                    mail.getName(),
                    report.getName(),
                    sender,
                    failures.keySet());
        } finally {
            LifecycleUtil.dispose(report);
        }
    }

    private MimeMessage message(Mail mail, MailAddress sender, Map<MailAddress, DeliveryFailure> failures)
            throws MessagingException {
        MimeMultipart parts = new MimeMultipart("report; report-type=delivery-status");
        parts.addBodyPart(forHumans(mail, failures));
        MimeBodyPart status = new MimeBodyPart();
        status.setContent(fields(mail, failures), "text/plain; charset=us-ascii");
        status.setHeader("Content-Type", "message/delivery-status");
        parts.addBodyPart(status);
        parts.addBodyPart(original(mail));

        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom(new InternetAddress(getMailetContext().getPostmaster().asString()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(sender.asString()));
        String subject = mail.getMessage().getSubject();
        message.setSubject(
                "[FAILED] " + (subject == null ? "" : subject.replaceAll("[\\r\\n]+", " ")),
                StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        // RFC 3834 §5: a report on mail is an automatic reply to it.
        message.setHeader("Auto-Submitted", "auto-replied");
        message.setHeader(Notice.MARK, "1");
        String id = mail.getMessage().getMessageID();
        if (id != null) {
            message.setHeader("In-Reply-To", id.replaceAll("\\s+", " ").trim());
        }
        message.setContent(parts);
        message.saveChanges();
        return message;
    }

    private MimeBodyPart forHumans(Mail mail, Map<MailAddress, DeliveryFailure> failures) throws MessagingException {
        StringBuilder words = new StringBuilder(text.replace("[machine]", machine)).append("\n\n");
        failures.forEach((recipient, failure) -> words.append(recipient.asString())
                .append("\n    ")
                .append(failure.remote().isEmpty() ? "" : failure.remote() + " said: ")
                .append(failure.diagnostic().isEmpty() ? failure.status() : failure.diagnostic())
                .append('\n'));
        String subject = mail.getMessage().getSubject();
        if (subject != null) {
            words.append("\nSubject of your message: ").append(subject).append('\n');
        }
        MimeBodyPart part = new MimeBodyPart();
        part.setText(words.toString(), StandardCharsets.UTF_8.name());
        return part;
    }

    private String fields(Mail mail, Map<MailAddress, DeliveryFailure> failures) {
        StringBuilder fields = new StringBuilder();
        // RFC 3464 §2.2: fields of the message, §2.3: a group for each recipient.
        mail.dsnParameters()
                .flatMap(DsnParameters::getEnvIdParameter)
                .ifPresent(id -> field(fields, "Original-Envelope-Id", id.asString()));
        field(fields, "Reporting-MTA", "dns; " + machine);
        field(fields, "Arrival-Date", DATE.format(mail.getLastUpdated().toInstant()));
        failures.forEach((recipient, failure) -> {
            fields.append("\r\n");
            ofRecipient(mail, recipient)
                    .flatMap(RecipientDsnParameters::getOrcptParameter)
                    .ifPresent(original -> field(fields, "Original-Recipient", "rfc822; " + original.asString()));
            field(fields, "Final-Recipient", "rfc822; " + recipient.asString());
            field(fields, "Action", "failed");
            field(fields, "Status", failure.status());
            if (!failure.remote().isEmpty()) {
                field(fields, "Remote-MTA", "dns; " + failure.remote());
            }
            if (!failure.diagnostic().isEmpty()) {
                field(fields, "Diagnostic-Code", (failure.ofSmtp() ? "smtp; " : "X-Waypost; ") + failure.diagnostic());
            }
            field(fields, "Last-Attempt-Date", DATE.format(clock.instant()));
        });
        return fields.toString();
    }

    private static void field(StringBuilder fields, String name, String value) {
        fields.append(name)
                .append(": ")
                .append(value.replaceAll("[^\\x20-\\x7e]", "?"))
                .append("\r\n");
    }

    private static MimeBodyPart original(Mail mail) throws MessagingException {
        boolean whole = mail.dsnParameters()
                .flatMap(DsnParameters::getRetParameter)
                .filter(EnumSet.of(DsnParameters.Ret.FULL)::contains)
                .isPresent();
        MimeBodyPart part = new MimeBodyPart();
        if (whole && mail.getMessageSize() <= LARGEST_RETURNED) {
            part.setContent(mail.getMessage(), "message/rfc822");
            part.setHeader("Content-Type", "message/rfc822");
            return part;
        }
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        try {
            var lines = mail.getMessage().getAllHeaderLines();
            while (lines.hasMoreElements()) {
                header.write((lines.nextElement() + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new MessagingException("The header can't be read", e);
        }
        part.setText(header.toString(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1.name());
        part.setHeader("Content-Type", "text/rfc822-headers; charset=ISO-8859-1");
        return part;
    }

    @Override
    public String getMailetInfo() {
        return "Waypost failure report";
    }
}
