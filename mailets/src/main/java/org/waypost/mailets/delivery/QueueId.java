package org.waypost.mailets.delivery;

import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.waypost.steps.Parameters;

/**
 * Gives a message the identity by which {@link LocalDelivery} recognises it when it comes out of the queue twice.
 *
 * <p>Stands first in the processor {@code root}. A queue identity that a stranger wrote into the message is removed.
 *
 * <pre><code>
 * &lt;mailet match="All" class="org.waypost.mailets.delivery.QueueId"/&gt;
 * </code></pre>
 */
public final class QueueId extends GenericMailet {
    /** Nothing can be said to it. */
    public static final Parameters PARAMETERS = Parameters.of();

    @Override
    public void init() throws MessagingException {
        PARAMETERS.read(getMailetConfig(), QueueId.class);
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        QueueIdentity.assign(mail);
        if (mail.getMessage().getHeader(QueueIdentity.HEADER) != null) {
            mail.getMessage().removeHeader(QueueIdentity.HEADER);
        }
    }

    @Override
    public String getMailetInfo() {
        return "Waypost queue identity";
    }
}
