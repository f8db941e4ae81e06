package org.waypost.mailets.challenge;

import java.util.Optional;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.mailet.AttributeName;
import org.apache.mailet.Mail;
import org.waypost.notices.Notice;
import org.waypost.policy.message.AutomaticMail;
import org.waypost.policy.sender.SenderFacts;

/**
 * What about a mail decides whether its sender is asked to confirm.
 *
 * @param envelope  the envelope's sender
 * @param from      the author; absent when the message names none, several, or what is no address
 * @param facts     what SMTP found out about the sender
 * @param automatic why it is a program's; absent for a person's
 * @param own       whether it was made here or comes from who may relay through this server
 */
record Arrival(
        MaybeSender envelope, Optional<MailAddress> from, SenderFacts facts, Optional<String> automatic, boolean own) {

    /** The field that marks challenges, in addition to {@link Notice#MARK}. */
    static final String MARK = "X-Waypost-Challenge";

    /** The attribute of a mail that was held and released. */
    static final AttributeName RELEASED = AttributeName.of("org.waypost.challenge.released");

    private static final AttributeName NETWORK = AttributeName.of("org.apache.james.SMTPIsAuthNetwork");

    static Arrival of(Mail mail) throws MessagingException {
        MimeMessage message = mail.getMessage();
        return new Arrival(
                mail.getMaybeSender(),
                author(message),
                SenderFacts.of(mail),
                automatic(mail.getMaybeSender(), message),
                isOwn(mail));
    }

    private static boolean isOwn(Mail mail) {
        // What a step sends on for a stranger still has the stranger's client.
        boolean madeHere = has(mail, Mail.SENT_BY_MAILET_ATTRIBUTE.getName())
                && SenderFacts.of(mail).client().isEmpty();
        return madeHere
                || has(mail, RELEASED)
                || has(mail, NETWORK)
                || Submitter.of(mail).isPresent();
    }

    private static boolean has(Mail mail, AttributeName name) {
        return mail.getAttribute(name).isPresent();
    }

    private static Optional<String> automatic(MaybeSender sender, MimeMessage message) throws MessagingException {
        // Two servers never ask each other to confirm what they asked.
        if (message.getHeader(MARK) != null) {
            return Optional.of("a challenge of another server");
        }
        if (message.getHeader(Notice.MARK) != null) {
            return Optional.of("a notice of another server");
        }
        return AutomaticMail.reason(sender, message);
    }

    private static Optional<MailAddress> author(MimeMessage message) throws MessagingException {
        String field = message.getHeader("From", ",");
        if (field == null) {
            return Optional.empty();
        }
        try {
            InternetAddress[] authors = InternetAddress.parseHeader(field, false);
            return authors.length == 1 ? Optional.of(new MailAddress(authors[0].getAddress())) : Optional.empty();
        } catch (AddressException | RuntimeException e) {
            // What strangers write needn't be an address.
            return Optional.empty();
        }
    }

    /** Whether the author's own domain stands for the mail. */
    boolean isAligned() {
        return from.filter(facts::aligns).isPresent();
    }

    /** Whether the author and the envelope's sender are one address. */
    boolean isOneSender() {
        return from.filter(author -> envelope.asOptional()
                        .filter(sender -> sender.asString().equalsIgnoreCase(author.asString()))
                        .isPresent())
                .isPresent();
    }

    /**
     * Whether knowing the author may count: its domain stands for the mail; or that domain is also the envelope's and
     * gives nothing to verify it by. What anybody else could have written with this name doesn't count.
     */
    boolean mayBeKnown() {
        boolean nothingToVerifyBy = !facts.verified() && !facts.failed() && isOneSender();
        return isAligned() || nothingToVerifyBy;
    }
}
