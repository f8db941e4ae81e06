package org.waypost.matchers.quota;

import java.util.Collection;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.waypost.policy.quota.RecipientRoom;
import org.waypost.steps.Parameter;

/**
 * Matches recipients who have used more than a share of their limit of size or of messages, before this mail is stored. An alias of
 * several users matches when all have. Users without limits never match. When the stores don't answer the mail is
 * processed again later.
 *
 * <pre><code>
 * &lt;mailet match="org.waypost.matchers.quota.QuotaAbove=90%" class="SetMimeHeader"&gt;
 *   &lt;name&gt;X-Mailbox-Nearly-Full&lt;/name&gt;
 *   &lt;value&gt;yes&lt;/value&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
public final class QuotaAbove extends GenericMatcher {
    /** What stands behind the equals sign. */
    public static final Parameter<Integer> CONDITION =
            Parameter.percent("share", "The share of a limit that must be exceeded.", 0, 200);

    private final RecipientRoom room;
    private int share;

    @Inject
    public QuotaAbove(RecipientRoom room) {
        this.room = room;
    }

    @Override
    public void init() throws MessagingException {
        share = CONDITION.read(QuotaAbove.class.getSimpleName(), getCondition());
    }

    @Override
    public Collection<MailAddress> match(Mail mail) throws MessagingException {
        return Asking.each(
                mail, (recipient, deadline) -> room.share(recipient, deadline).map(used -> used > share));
    }

    @Override
    public String getMatcherInfo() {
        return "Waypost quota above " + share + "%";
    }
}
