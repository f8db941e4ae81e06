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
import org.waypost.policy.country.Origin;
import org.waypost.steps.Parameter;

/**
 * Matches all recipients of a mail whose client is in any other country than these. It is told by the same address as in
 * {@link SenderCountry}. A client whose address has no country, and one at a private or loopback address, never match: say
 * {@code SenderCountry=unknown} for the former.
 *
 * <pre><code>
 * &lt;mailet match="org.waypost.matchers.country.SenderCountryNot=DE,AT,CH" class="SetMimeHeader"&gt;
 *   &lt;name&gt;X-From-Abroad&lt;/name&gt;
 *   &lt;value&gt;true&lt;/value&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
public final class SenderCountryNot extends GenericMatcher {
    /** The countries. */
    public static final Parameter<Set<String>> CONDITION = Parameter.words(
                    "countries",
                    "The countries whose mail doesn't match.",
                    "countries of ISO 3166-1 in two letters, separated by commas, such as DE,AT,CH")
            .as(words -> SenderOrigin.codes(words, false));

    private final CountryDatabase database;
    private Set<String> countries;

    @Inject
    public SenderCountryNot(CountryDatabase database) {
        this.database = database;
    }

    @Override
    public void init() throws MessagingException {
        countries = CONDITION.read("SenderCountryNot", getCondition());
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        Origin origin = SenderOrigin.of(mail, database);
        return origin instanceof Origin.Country country && !countries.contains(country.code())
                ? mail.getRecipients()
                : List.of();
    }
}
