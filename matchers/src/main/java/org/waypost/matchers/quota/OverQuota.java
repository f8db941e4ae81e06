package org.waypost.matchers.quota;

import java.util.Collection;
import java.util.List;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.waypost.notices.NoticeSender;
import org.waypost.policy.quota.MailboxRoom;
import org.waypost.policy.quota.RecipientRoom;

/**
 * Matches recipients whose mailbox can't take this mail: it would go above the limits of the user with their grace, or above what
 * the total of the domain leaves. An alias of several users matches when none of them can. When the stores don't answer the
 * mail is processed again later. Warnings of the server about quotas are stored whatever is left, so they never match.
 *
 * <pre><code>
 * &lt;mailet match="org.waypost.matchers.quota.OverQuota" class="ToProcessor"&gt;
 *   &lt;processor&gt;bounces&lt;/processor&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
public final class OverQuota extends GenericMatcher {
    private final RecipientRoom room;

    @Inject
    public OverQuota(RecipientRoom room) {
        this.room = room;
    }

    @Override
    public Collection<MailAddress> match(Mail mail) throws MessagingException {
        if (NoticeSender.isFor(MailboxRoom.NOTICE, mail)) {
            return List.of();
        }
        long size = mail.getMessageSize();
        return Asking.each(mail, (recipient, deadline) -> room.full(recipient, size, deadline)
                .hasElement());
    }

    @Override
    public String getMatcherInfo() {
        return "Waypost over quota";
    }
}
