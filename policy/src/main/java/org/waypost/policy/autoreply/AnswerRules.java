package org.waypost.policy.autoreply;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.PerRecipientHeaders;
import org.waypost.policy.message.AutomaticMail;
import org.waypost.policy.sender.SenderFacts;

/**
 * The reasons for which a message gets no automatic answer.
 *
 * @param spamMarks          fields that mark spam, with the beginning of their value
 * @param answersUnverified  whether senders are answered for whom nothing speaks: no SPF record that passes, no DKIM signature
 */
public record AnswerRules(List<Mark> spamMarks, boolean answersUnverified) {
    /** RFC 5230 §4.5: the fields in which a user is addressed; a blind copy is none. */
    private static final List<String> ADDRESSED = List.of("To", "Cc", "Resent-To", "Resent-Cc");

    /**
     * A header field that begins with certain words.
     *
     * @param field its name
     * @param start the beginning of its value, whatever the case of its letters
     */
    public record Mark(String field, String start) {
        /**
         * Reads {@code Field=beginning}.
         *
         * @throws IllegalArgumentException for anything else
         */
        public static Mark of(String text) {
            String[] parts = text.split("=", 2);
            if (parts.length != 2 || !parts[0].matches("[!-9;-~]+") || parts[1].isBlank()) {
                throw new IllegalArgumentException(text);
            }
            return new Mark(parts[0], parts[1].toLowerCase(Locale.ROOT));
        }

        boolean marks(String name, String value) {
            return name.equalsIgnoreCase(field)
                    && value != null
                    && value.strip().toLowerCase(Locale.ROOT).startsWith(start);
        }
    }

    public AnswerRules {
        spamMarks = List.copyOf(spamMarks);
    }

    /**
     * Why a message gets no answer of a user; absent when it may get one.
     *
     * @param recipient the address in the envelope that stands for the user
     * @param own       all addresses of the user, in small letters
     * @return a short reason for the log
     * @throws MessagingException when the header can't be read
     */
    public Optional<String> reason(Mail mail, MailAddress recipient, Set<String> own) throws MessagingException {
        MimeMessage message = mail.getMessage();
        Optional<String> automatic = AutomaticMail.reason(mail.getMaybeSender(), message);
        if (automatic.isPresent()) {
            return automatic;
        }
        String sender = mail.getMaybeSender().asString("").toLowerCase(Locale.ROOT);
        if (own.contains(sender)) {
            return Optional.of("sent by the user");
        }
        Optional<Mark> spam = spam(mail, recipient);
        if (spam.isPresent()) {
            return Optional.of("spam (" + spam.get().field() + ")");
        }
        SenderFacts facts = SenderFacts.of(mail);
        if (facts.failed()) {
            return Optional.of("SPF and DKIM speak against the sender");
        }
        if (!answersUnverified && facts.client().isPresent() && !facts.verified()) {
            return Optional.of("neither SPF nor DKIM speaks for the sender");
        }
        // RFC 5230 §4.5.
        return addressed(message, own).isPresent() ? Optional.empty() : Optional.of("the user is not in To or Cc");
    }

    /** The address under which the user was written to, as far as it stands in the header. */
    public static Optional<MailAddress> addressed(MimeMessage message, Set<String> own) throws MessagingException {
        for (String field : ADDRESSED) {
            String[] values = message.getHeader(field);
            for (String value : values == null ? new String[0] : values) {
                Optional<MailAddress> found = addresses(value)
                        .filter(address -> own.contains(address.toLowerCase(Locale.ROOT)))
                        .flatMap(AnswerRules::mailAddress)
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Stream<String> addresses(String value) {
        try {
            return Stream.of(InternetAddress.parseHeader(value, false)).flatMap(AnswerRules::members);
        } catch (AddressException notReadable) {
            // A field that can't be read addresses nobody.
            return Stream.empty();
        }
    }

    private static Stream<String> members(InternetAddress address) {
        try {
            InternetAddress[] group = address.getGroup(false);
            Stream<InternetAddress> all = group == null ? Stream.of(address) : Stream.of(group);
            return all.map(InternetAddress::getAddress).filter(text -> text != null);
        } catch (AddressException notReadable) {
            return Stream.empty();
        }
    }

    private static Stream<MailAddress> mailAddress(String text) {
        try {
            return Stream.of(new MailAddress(text));
        } catch (AddressException notReadable) {
            return Stream.empty();
        }
    }

    private Optional<Mark> spam(Mail mail, MailAddress recipient) throws MessagingException {
        for (Mark mark : spamMarks) {
            String[] values = mail.getMessage().getHeader(mark.field());
            if (values != null && Stream.of(values).anyMatch(value -> mark.marks(mark.field(), value))) {
                return Optional.of(mark);
            }
        }
        for (PerRecipientHeaders.Header header :
                mail.getPerRecipientSpecificHeaders().getHeadersForRecipient(recipient)) {
            Optional<Mark> found = spamMarks.stream()
                    .filter(mark -> mark.marks(header.getName(), header.getValue()))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
