package org.waypost.matchers.sender;

import java.util.Collection;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.waypost.policy.sender.SenderFacts;

/**
 * All recipients of a mail against which SPF speaks (fail or softfail) and for which no signature does. A DNS that did not answer
 * speaks against nobody. No condition.
 *
 * <pre><code>
 * &lt;mailet match="org.waypost.matchers.sender.SenderFails" class="SetMimeHeader"&gt;
 *   &lt;name&gt;X-Suspicious&lt;/name&gt;
 *   &lt;value&gt;the sender could not be verified&lt;/value&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
public final class SenderFails extends GenericMatcher {

    @Override
    public Collection<MailAddress> match(Mail mail) {
        return SenderFacts.of(mail).failed() ? mail.getRecipients() : List.of();
    }
}
