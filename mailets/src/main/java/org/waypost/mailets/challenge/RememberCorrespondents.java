package org.waypost.mailets.challenge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.waypost.accounts.challenge.ConfirmationAddress;
import org.waypost.accounts.challenge.KnownSender;
import org.waypost.accounts.challenge.KnownSender.How;
import org.waypost.accounts.challenge.KnownSenders;
import org.waypost.policy.message.AutomaticMail;
import org.waypost.steps.Parameters;

/**
 * Notes to whom users write, so that {@link Challenge} doesn't ask those to confirm. Answers that a user's program writes
 * by itself are left out, or it would make known whoever writes. Stands before aliases are followed; takes mail that
 * users of this server send, by SMTP or JMAP, and leaves all other alone.
 *
 * <p>Parameters: none.
 *
 * <pre><code>
 * &lt;mailet match="All" class="org.waypost.mailets.challenge.RememberCorrespondents"&gt;
 *   &lt;onMailetException&gt;ignore&lt;/onMailetException&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
public final class RememberCorrespondents extends GenericMailet {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What may be said in the configuration. */
    public static final Parameters PARAMETERS = Parameters.of();

    private record Pair(Username user, String address) {}

    private final KnownSenders known;
    private final Clock clock;
    /** Those who were noted of late; forgotten by hand they are noted again after a while. */
    private final Cache<Pair, Boolean> noted = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    @Inject
    public RememberCorrespondents(KnownSenders known, Clock clock) {
        this.known = known;
        this.clock = clock;
    }

    @Override
    public void init() throws MessagingException {
        PARAMETERS.read(getMailetConfig(), RememberCorrespondents.class);
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Optional<Username> user = Submitter.of(mail);
        if (user.isEmpty() || AutomaticMail.reason(mail.getMessage()).isPresent()) {
            return;
        }
        for (MailAddress recipient : mail.getRecipients()) {
            Pair pair = new Pair(user.get(), KnownSender.normal(recipient));
            if (ConfirmationAddress.token(recipient).isEmpty() && noted.getIfPresent(pair) == null) {
                known.add(
                                pair.user(),
                                new KnownSender(
                                        pair.address(),
                                        How.WRITTEN_TO,
                                        clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                        .block(PATIENCE);
                noted.put(pair, true);
            }
        }
    }

    @Override
    public String getMailetInfo() {
        return "Waypost correspondents";
    }
}
