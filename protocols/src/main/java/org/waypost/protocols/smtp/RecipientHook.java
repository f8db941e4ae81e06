package org.waypost.protocols.smtp;

import java.util.Set;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.smtpserver.fastfail.ValidRcptHandler;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses recipients in our domains who have neither a mailbox nor an entry in the rewrite table nor are the server's own (RFC 5321 §3.6.2),
 * for good. Stock James answers 451 for a name that can't be a user's, so that senders try for days.
 */
public final class RecipientHook extends ValidRcptHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(RecipientHook.class);

    private final Set<ServerAddresses> others;

    /** Made for each listener. */
    @Inject
    public RecipientHook(
            UsersRepository users, RecipientRewriteTable rewrites, DomainList domains, Set<ServerAddresses> others) {
        super(users, rewrites, domains);
        this.others = others;
    }

    @Override
    protected boolean isValidRecipient(SMTPSession session, MailAddress recipient)
            throws UsersRepositoryException, RecipientRewriteTableException {
        try {
            return super.isValidRecipient(session, recipient) || isTaken(recipient);
        } catch (IllegalArgumentException e) {
            LOGGER.debug("{} can't be a user's name", recipient, e);
            return isTaken(recipient);
        }
    }

    private boolean isTaken(MailAddress recipient) throws UsersRepositoryException {
        try {
            return others.stream().anyMatch(addresses -> addresses.take(recipient));
        } catch (RuntimeException e) {
            throw new UsersRepositoryException("whether mail for " + recipient + " is taken can't be found out", e);
        }
    }

    @Override
    public HookResult reject(MailAddress recipient) {
        LOGGER.info("refused unknown recipient {}", recipient);
        return HookResult.builder()
                .hookReturnCode(HookReturnCode.deny())
                .smtpReturnCode(SMTPRetCode.MAILBOX_PERM_UNAVAILABLE)
                .smtpDescription("5.1.1 Unknown user: " + recipient.asString())
                .build();
    }
}
