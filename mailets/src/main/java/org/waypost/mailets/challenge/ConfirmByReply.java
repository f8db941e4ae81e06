package org.waypost.mailets.challenge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.challenge.ChallengeDesk;
import org.waypost.accounts.challenge.ConfirmationAddress;
import org.waypost.accounts.challenge.KnownSender.How;
import org.waypost.policy.message.AutomaticMail;
import org.waypost.policy.recipient.RecipientUsers;
import org.waypost.steps.Parameters;

/**
 * Takes answers to challenges: a mail to {@code confirm+TOKEN@domain} confirms its sender and ends here. Answers of
 * programs (vacation notices, bounces) confirm nobody (RFC 3834 §2). Stands before aliases are followed.
 *
 * <p>Parameters: none.
 *
 * <pre><code>
 * &lt;mailet match="All" class="org.waypost.mailets.challenge.ConfirmByReply"/&gt;
 * </code></pre>
 */
public final class ConfirmByReply extends GenericMailet {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConfirmByReply.class);

    /** What may be said in the configuration. */
    public static final Parameters PARAMETERS = Parameters.of();

    private final ChallengeDesk desk;
    private final RecipientUsers recipients;

    @Inject
    public ConfirmByReply(ChallengeDesk desk, RecipientUsers recipients) {
        this.desk = desk;
        this.recipients = recipients;
    }

    @Override
    public void init() throws MessagingException {
        PARAMETERS.read(getMailetConfig(), ConfirmByReply.class);
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        List<MailAddress> left = new ArrayList<>();
        for (MailAddress recipient : mail.getRecipients()) {
            Optional<String> token = ConfirmationAddress.token(recipient);
            if (token.isPresent() && isOurs(recipient)) {
                answer(mail, recipient, token.get());
            } else {
                left.add(recipient);
            }
        }
        if (left.size() < mail.getRecipients().size()) {
            mail.setRecipients(left);
        }
        if (left.isEmpty()) {
            mail.setState(Mail.GHOST);
        }
    }

    private boolean isOurs(MailAddress recipient) throws MessagingException {
        try {
            return recipients.isOurs(recipient);
        } catch (DomainListException e) {
            throw new MessagingException("The domains can't be read", e);
        }
    }

    private void answer(Mail mail, MailAddress recipient, String token) throws MessagingException {
        Optional<String> automatic = AutomaticMail.reason(mail.getMaybeSender(), mail.getMessage());
        if (automatic.isPresent()) {
            LOGGER.info(
                    "Left an answer to a challenge mail={} sender={} recipient={} reason='automatic: {}'",
                    mail.getName(),
                    mail.getMaybeSender().asString(),
                    recipient,
                    automatic.get());
            return;
        }
        ChallengeDesk.View view = desk.confirm(token, How.REPLY);
        LOGGER.info(
                "Answer to a challenge mail={} sender={} recipient={} challenge={}",
                mail.getName(),
                mail.getMaybeSender().asString(),
                recipient,
                view.state());
    }

    @Override
    public String getMailetInfo() {
        return "Waypost confirmation by reply";
    }
}
