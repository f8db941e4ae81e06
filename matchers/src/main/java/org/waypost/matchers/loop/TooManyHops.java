package org.waypost.matchers.loop;

import java.util.Collection;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.waypost.steps.Parameter;

/**
 * All recipients of a mail that has passed more servers than that, by its Received fields (RFC 5321 §6.3), whatever the letters of
 * their name.
 *
 * <p>For mail that did not come by SMTP or LMTP, which refuse such mail at the door ({@code headers/maxReceived}): what JMAP, a
 * mailet or a program brings. Condition: the number, from 1 to 1000.
 *
 * <pre><code>
 * &lt;mailet match="org.waypost.matchers.loop.TooManyHops=50" class="ToProcessor"&gt;
 *   &lt;processor&gt;loop&lt;/processor&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
public final class TooManyHops extends GenericMatcher {
    /** How many servers a mail may have passed. */
    public static final Parameter<Integer> CONDITION =
            Parameter.number("condition", "How many servers a mail may have passed.", 1, 1000);

    private int most;

    @Override
    public void init() throws MessagingException {
        most = CONDITION.read("TooManyHops", getCondition());
    }

    @Override
    public Collection<MailAddress> match(Mail mail) throws MessagingException {
        String[] fields = mail.getMessage().getHeader("Received");
        return fields != null && fields.length > most ? mail.getRecipients() : List.of();
    }
}
