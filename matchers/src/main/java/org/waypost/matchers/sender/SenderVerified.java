package org.waypost.matchers.sender;

import java.util.Collection;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.waypost.policy.sender.SenderFacts;

/**
 * All recipients of a mail for which the owner of some name stands: SPF passed, a signature is valid, or the sender was logged in.
 *
 * <p>It says nothing of who that owner is; compare {@link SenderAllowed}. Mail that did not come by SMTP is never verified. No
 * condition.
 *
 * <pre><code>
 * &lt;mailet match="org.waypost.matchers.sender.SenderVerified" class="SetMimeHeader"&gt;
 *   &lt;name&gt;X-Verified&lt;/name&gt;
 *   &lt;value&gt;yes&lt;/value&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
public final class SenderVerified extends GenericMatcher {

    @Override
    public Collection<MailAddress> match(Mail mail) {
        return SenderFacts.of(mail).verified() ? mail.getRecipients() : List.of();
    }
}
