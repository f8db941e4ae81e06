package org.waypost.mailets.forward;

import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;

/** Takes one recipient of a mail out of the ordinary way. */
final class Loops {
    private Loops() {}

    /** Sends a copy of the mail for this recipient to a processor. */
    static void end(MailetContext context, Mail mail, MailAddress recipient, String processor)
            throws MessagingException {
        Mail copy = mail.duplicate();
        try {
            copy.setRecipients(List.of(recipient));
            context.sendMail(copy, processor);
        } finally {
            LifecycleUtil.dispose(copy);
        }
    }
}
