package org.waypost.policy.sender;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.mailet.Mail;

/**
 * Under which names somebody brings mail.
 *
 * @param client  the address of the machine, the true one behind a balancer
 * @param helo    the name by which it greeted
 * @param sender  the envelope's sender
 * @param authors the addresses of the From field; none before the message is there
 */
public record Stranger(Optional<String> client, Optional<String> helo, MaybeSender sender, List<MailAddress> authors) {

    public Stranger {
        authors = List.copyOf(authors);
    }

    /** As known at RCPT. */
    public static Stranger of(String client, String helo, MaybeSender sender) {
        return new Stranger(Optional.ofNullable(client), Optional.ofNullable(helo), sender, List.of());
    }

    /** As known of a mail in the queue. */
    public static Stranger of(Mail mail) throws MessagingException {
        return of(mail, SenderFacts.of(mail));
    }

    /** As known at the end of DATA. */
    public static Stranger of(Mail mail, SenderFacts facts) throws MessagingException {
        // SPF was asked about the name of HELO exactly when there was no sender.
        Optional<String> helo = mail.getMaybeSender().isNullSender() ? facts.spfDomain() : Optional.empty();
        return new Stranger(facts.client(), helo, mail.getMaybeSender(), authors(mail.getMessage()));
    }

    /** The addresses of a message's From field; what can't be read is left out. */
    public static List<MailAddress> authors(MimeMessage message) throws MessagingException {
        String[] fields = message == null ? null : message.getHeader("From");
        List<MailAddress> authors = new ArrayList<>();
        for (String field : fields == null ? new String[0] : fields) {
            try {
                for (InternetAddress address : InternetAddress.parseHeader(field, false)) {
                    authors.add(new MailAddress(address.getAddress()));
                }
            } catch (AddressException e) {
                // A field that says no address names nobody.
                continue;
            }
        }
        return authors;
    }
}
