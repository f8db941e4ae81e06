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
 * Recipients whose lists, or those of their domain or of the server, keep the sender out. SMTP refuses such mail at the door; this
 * is for what comes by other ways, such as LMTP. No condition.
 *
 * <pre><code>
 * &lt;mailet match="org.waypost.matchers.sender.SenderBlocked" class="ToProcessor"&gt;
 *   &lt;processor&gt;relay-denied&lt;/processor&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
public final class SenderBlocked extends GenericMatcher {
    private final ListedSenders senders;

    @Inject
    public SenderBlocked(SenderLists lists, RecipientUsers users) {
        this.senders = new ListedSenders(lists, users);
    }

    @Override
    public Collection<MailAddress> match(Mail mail) throws MessagingException {
        return senders.recipients(mail, Judgement::blocked);
    }
}
