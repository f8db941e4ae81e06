package org.waypost.mailets.forward;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.waypost.policy.sender.SenderFacts;

/**
 * Copies of a mail that go on their own way, and the mark that tells a mail in a circle: each address that sends one on writes
 * itself into a {@code Delivered-To} field (RFC 9228), which travels over servers, and sends nothing on that bears it already.
 */
final class Copies {
    static final String MARK = "Delivered-To";

    private final MailetContext context;

    Copies(MailetContext context) {
        this.context = context;
    }

    /** Whether an address sent this mail on before. */
    static boolean passed(Mail mail, MailAddress by) throws MessagingException {
        String[] marks = mail.getMessage().getHeader(MARK);
        return marks != null
                && Stream.of(marks).map(mark -> folded(mark.strip())).anyMatch(folded(by.asString())::equals);
    }

    private static String folded(String address) {
        return address.toLowerCase(Locale.ROOT);
    }

    /** Sends a copy through the pipeline from its start; when it returns, the copy is safe. */
    void send(Mail mail, MailAddress by, MaybeSender sender, Collection<MailAddress> targets)
            throws MessagingException {
        if (targets.isEmpty()) {
            return;
        }
        MailImpl copy = MailImpl.builder()
                .name(MailImpl.getId())
                .sender(sender)
                .addRecipients(List.copyOf(targets))
                .remoteAddr(mail.getRemoteAddr())
                .remoteHost(mail.getRemoteHost())
                .mimeMessage(mail.getMessage())
                .build();
        try {
            copy.getMessage().addHeader(MARK, by.asString());
            SenderFacts.of(mail).attach(copy);
            notifications(mail, by, targets).ifPresent(copy::setDsnParameters);
            context.sendMail(copy, Mail.DEFAULT);
        } finally {
            LifecycleUtil.dispose(copy);
        }
    }

    /** RFC 3461 §5.2.3: what the sender wants to be told of a recipient holds for whom the mail is sent on to. */
    static Optional<DsnParameters> notifications(Mail mail, MailAddress by, Collection<MailAddress> targets) {
        return mail.dsnParameters().flatMap(wanted -> {
            DsnParameters.Builder next = DsnParameters.builder();
            wanted.getEnvIdParameter().ifPresent(next::envId);
            wanted.getRetParameter().ifPresent(next::ret);
            Optional.ofNullable(wanted.getRcptParameters().get(by))
                    .ifPresent(notify -> targets.forEach(target -> next.addRcptParameter(target, notify)));
            return next.build();
        });
    }
}
