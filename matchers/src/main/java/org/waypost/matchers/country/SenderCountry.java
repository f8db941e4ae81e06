package org.waypost.matchers.country;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.waypost.policy.country.CountryDatabase;
import org.waypost.steps.Parameter;

/**
 * Matches all recipients of a mail whose client is in one of these countries: the machine that brought it to this server, behind a
 * balancer the true one. Countries are told by their codes of ISO 3166-1 alpha-2, as a list with commas; {@code unknown} stands for
 * clients whose address has no country. A mail that was made here, or came from a private or loopback address, is in no country and
 * never matches. Mail of users who logged in counts like any other; put {@code Not} and {@code SMTPAuthSuccessful} beside it when they
 * may write from there.
 *
 * <pre><code>
 * &lt;mailet match="org.waypost.matchers.country.SenderCountry=CN,RU" class="SetMimeHeader"&gt;
 *   &lt;name&gt;X-From-Afar&lt;/name&gt;
 *   &lt;value&gt;true&lt;/value&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
public final class SenderCountry extends GenericMatcher {
    /** The countries. */
    public static final Parameter<Set<String>> CONDITION = Parameter.words(
                    "countries",
                    "The countries whose mail matches, and unknown for addresses that have none.",
                    "countries of ISO 3166-1 in two letters, or unknown, separated by commas, such as CN,RU")
            .as(words -> SenderOrigin.codes(words, true));

    private final CountryDatabase database;
    private Set<String> countries;

    @Inject
    public SenderCountry(CountryDatabase database) {
        this.database = database;
    }

    @Override
    public void init() throws MessagingException {
        countries = CONDITION.read("SenderCountry", getCondition());
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        return countries.contains(SenderOrigin.of(mail, database).word()) ? mail.getRecipients() : List.of();
    }
}
