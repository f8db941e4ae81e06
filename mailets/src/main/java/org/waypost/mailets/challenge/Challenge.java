package org.waypost.mailets.challenge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.inject.Inject;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.waypost.accounts.challenge.ChallengeSettings;
import org.waypost.accounts.challenge.ChallengeSettings.Mode;
import org.waypost.accounts.challenge.KnownSender;
import org.waypost.accounts.challenge.KnownSenders;
import org.waypost.accounts.challenge.PendingMail;
import org.waypost.accounts.challenge.SentChallenge;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.mailets.challenge.Doorman.Action;
import org.waypost.mailets.challenge.Doorman.Decision;
import org.waypost.policy.recipient.RecipientUsers;
import org.waypost.policy.sender.SenderLists;
import org.waypost.steps.Parameter;
import org.waypost.steps.Parameters;

/**
 * Holds mail of senders that a recipient doesn't know, where the recipient's settings ({@code challenge.mode}) say so, and
 * asks those senders to confirm who stand behind their name: the domain of author and return path passes SPF or DKIM. Mail
 * of all others that isn't to be delivered is held and listed in the user's digest. Programs, lists, reports and other
 * challenges are never asked. A confirmed sender's mail goes on behind this step.
 *
 * <p>Stands in the way of mail for local users, after rules and before all that answers or forwards. Where all recipients
 * have {@code challenge.mode} off, it costs a look at settings that are cached.
 *
 * <p>Parameters: {@code releaseTo} (the processor with which released mail goes on, default {@code transport}).
 *
 * <pre><code>
 * &lt;mailet match="RecipientIsLocal" class="org.waypost.mailets.challenge.Challenge"&gt;
 *   &lt;releaseTo&gt;transport&lt;/releaseTo&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
public final class Challenge extends GenericMailet {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Parameter<String> RELEASE_TO = Parameter.processor(
                    "releaseTo", "The processor with which released mail goes on.")
            .orElse(ChallengeOffice.PROCESSOR);

    /** What may be said in the configuration. */
    public static final Parameters PARAMETERS = Parameters.of(RELEASE_TO);

    private final UsersRepository users;
    private final RecipientUsers recipients;
    private final AccountSettings settings;
    private final KnownSenders known;
    private final SenderLists lists;
    private final HeldMail mails;
    private final ChallengeIssuer issuer;
    private final ChallengeOffice office;

    @Inject
    public Challenge(
            UsersRepository users,
            RecipientUsers recipients,
            AccountSettings settings,
            KnownSenders known,
            SenderLists lists,
            HeldMail mails,
            ChallengeIssuer issuer,
            ChallengeOffice office) {
        this.users = users;
        this.recipients = recipients;
        this.settings = settings;
        this.known = known;
        this.lists = lists;
        this.mails = mails;
        this.issuer = issuer;
        this.office = office;
    }

    @Override
    public void init() throws MessagingException {
        office.releaseTo(PARAMETERS.read(getMailetConfig(), Challenge.class).get(RELEASE_TO));
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        List<MailAddress> left = new ArrayList<>(mail.getRecipients());
        for (MailAddress recipient : List.copyOf(left)) {
            if (holds(mail, recipient)) {
                left.remove(recipient);
                // Said at once: what fails later must not be held or sent again for this one.
                mail.setRecipients(left);
            }
        }
        if (left.isEmpty()) {
            mail.setState(Mail.GHOST);
        }
    }

    private boolean holds(Mail mail, MailAddress recipient) throws MessagingException {
        Username user = user(recipient);
        ChallengeSettings said = settings.of(user, ChallengeSettings.SECTION).block(PATIENCE);
        if (said.mode() == Mode.OFF) {
            return false;
        }
        Arrival arrival = Arrival.of(mail);
        Decision decision = Doorman.decide(said, arrival, recipient, () -> knows(user, arrival) || listed(mail, user));
        if (decision.action() == Action.DELIVER) {
            return false;
        }
        String sender = arrival.from().map(KnownSender::normal).orElse(PendingMail.NOBODY);
        if (decision.action() == Action.CHALLENGE) {
            challenge(mail, recipient, user, arrival.from().orElseThrow(), said);
        } else {
            mails.hold(mail, new HeldMail.Terms(user, recipient, sender, decision.reason(), false, said.expiry()));
        }
        if (arrival.mayBeKnown() && knows(user, arrival)) {
            // Confirmed while this was held: the confirmation may have come too early to release it.
            office.releaseAll(user, sender);
        }
        return true;
    }

    private void challenge(Mail mail, MailAddress recipient, Username user, MailAddress sender, ChallengeSettings said)
            throws MessagingException {
        UUID id = HeldMail.id(mail, user);
        ChallengeIssuer.Turn turn = issuer.turn(user, sender, id, said);
        Optional<SentChallenge> challenge = turn.challenge();
        String reason = challenge.isPresent() ? "the sender is unknown" : "the sender is unknown; " + turn.reason();
        mails.hold(
                mail,
                new HeldMail.Terms(
                        user, recipient, KnownSender.normal(sender), reason, challenge.isPresent(), said.expiry()));
        if (challenge.isPresent()) {
            issuer.send(
                    challenge.get(),
                    sender,
                    writtenTo(mail.getMessage(), user, recipient),
                    Optional.ofNullable(mail.getMessage().getSubject()).orElse(""),
                    said.language());
        }
    }

    private boolean knows(Username user, Arrival arrival) {
        return arrival.from()
                .filter(author -> known.find(user, KnownSender.normal(author))
                        .blockOptional(PATIENCE)
                        .isPresent())
                .isPresent();
    }

    /** Whom the lists of user, domain or server let in, and who is proved to be that sender. */
    private boolean listed(Mail mail, Username user) {
        try {
            return lists.allowed(mail, user).blockOptional(PATIENCE).orElse(false);
        } catch (MessagingException e) {
            throw new IllegalStateException("the sender of " + mail.getName() + " can't be read", e);
        }
    }

    private Username user(MailAddress recipient) throws MessagingException {
        try {
            return users.getUsername(recipient);
        } catch (UsersRepositoryException e) {
            throw new MessagingException("The user of " + recipient + " can't be found out", e);
        }
    }

    /** The address by which the sender knows the user: an alias must not tell the name behind it. */
    private MailAddress writtenTo(MimeMessage message, Username user, MailAddress recipient) throws MessagingException {
        for (String field : new String[] {"To", "Cc"}) {
            for (MailAddress address : addresses(message.getHeader(field, ","))) {
                if (!address.equals(recipient) && means(address, user)) {
                    return address;
                }
            }
        }
        return recipient;
    }

    private boolean means(MailAddress address, Username user) throws MessagingException {
        try {
            return recipients.of(address).contains(user);
        } catch (UsersRepositoryException | RecipientRewriteTableException | DomainListException e) {
            throw new MessagingException("Whom " + address + " means can't be found out", e);
        }
    }

    private static List<MailAddress> addresses(String field) {
        List<MailAddress> addresses = new ArrayList<>();
        try {
            if (field != null) {
                for (InternetAddress address : InternetAddress.parseHeader(field, false)) {
                    addresses.add(new MailAddress(address.getAddress()));
                }
            }
        } catch (AddressException | RuntimeException e) {
            // What strangers write needn't be addresses; those before it count.
            return addresses;
        }
        return addresses;
    }

    @Override
    public String getMailetInfo() {
        return "Waypost challenge";
    }
}
