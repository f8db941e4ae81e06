package org.waypost.matchers.sender;

import java.util.Collection;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.waypost.policy.recipient.RecipientUsers;
import org.waypost.policy.sender.Judgement;
import org.waypost.policy.sender.SenderLists;

/**
 * Recipients whose lists, or those of their domain or of the server, let the sender in. A name is let in only when SPF or DKIM
 * stands for it. No condition.
 *
 * <pre><code>
 * &lt;mailet match="org.waypost.matchers.sender.SenderAllowed" class="SetMimeHeader"&gt;
 *   &lt;name&gt;X-Known-Sender&lt;/name&gt;
 *   &lt;value&gt;yes&lt;/value&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
public final class SenderAllowed extends GenericMatcher {
    private final ListedSenders senders;

    @Inject
    public SenderAllowed(SenderLists lists, RecipientUsers users) {
        this.senders = new ListedSenders(lists, users);
    }

    @Override
    public Collection<MailAddress> match(Mail mail) throws MessagingException {
        return senders.recipients(mail, Judgement::allowed);
    }
}
