package org.waypost.mailets.bounce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a recipient did not get a mail. It travels with the mail to the mailet that tells the sender.
 *
 * @param status     RFC 3463
 * @param diagnostic what the other server said, or this one found
 * @param remote     name of the other server; empty when none said it
 */
public record DeliveryFailure(String status, String diagnostic, String remote) {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeliveryFailure.class);
    private static final AttributeName FAILURES = AttributeName.of("org.waypost.delivery.failures");
    /** What James' own mailets write and read. */
    private static final AttributeName ERROR = AttributeName.of("delivery-error");

    private static final Pattern SMTP = Pattern.compile("[245]\\d\\d[ -].*", Pattern.DOTALL);
    private static final Pattern STATUS = Pattern.compile("\\b([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

    public DeliveryFailure {
        diagnostic = oneLine(diagnostic);
        remote = oneLine(remote);
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n\\t]+", " ").trim();
    }

    /** Whether the diagnostic is a reply of SMTP. */
    public boolean ofSmtp() {
        return SMTP.matcher(diagnostic).matches();
    }

    /** Puts the failures of its recipients into a mail. */
    public static void put(Mail mail, Map<MailAddress, DeliveryFailure> failures) {
        List<String> lines = new ArrayList<>();
        failures.forEach((recipient, failure) -> lines.add(
                String.join("\t", recipient.asString(), failure.status(), failure.remote(), failure.diagnostic())));
        mail.setAttribute(new Attribute(FAILURES, AttributeValue.of(String.join("\n", lines))));
        failures.values().stream().findFirst().ifPresent(failure -> {
            mail.setAttribute(new Attribute(ERROR, AttributeValue.of(failure.diagnostic())));
            mail.setErrorMessage(failure.diagnostic());
        });
    }

    /** Why each recipient of a mail failed, by what the mail says. */
    public static Map<MailAddress, DeliveryFailure> of(Mail mail, String usualStatus) {
        Map<MailAddress, DeliveryFailure> said = new LinkedHashMap<>();
        AttributeUtils.getValueAndCastFromMail(mail, FAILURES, String.class)
                .ifPresent(text -> text.lines().forEach(line -> read(line, said)));
        String error = AttributeUtils.getValueAndCastFromMail(mail, ERROR, String.class)
                .orElse(mail.getErrorMessage() == null ? "" : mail.getErrorMessage());
        Matcher status = STATUS.matcher(error);
        DeliveryFailure all = new DeliveryFailure(status.find() ? status.group(1) : usualStatus, error, "");
        Map<MailAddress, DeliveryFailure> failures = new LinkedHashMap<>();
        mail.getRecipients().forEach(recipient -> failures.put(recipient, said.getOrDefault(recipient, all)));
        return failures;
    }

    private static void read(String line, Map<MailAddress, DeliveryFailure> said) {
        String[] parts = line.split("\t", 4);
        try {
            if (parts.length == 4) {
                said.put(new MailAddress(parts[0]), new DeliveryFailure(parts[1], parts[3], parts[2]));
            }
        } catch (AddressException e) {
            LOGGER.warn("A failure names {}, which is no address: {}", parts[0], e.getMessage());
        }
    }
}
