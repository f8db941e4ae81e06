package org.waypost.protocols.smtp;

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
 * Refuses recipients in our domains who have neither a mailbox nor an entry in the rewrite table (RFC 5321 §3.6.2),
 * for good. Stock James answers 451 for a name that can't be a user's, so that senders try for days.
 */
public final class RecipientHook extends ValidRcptHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(RecipientHook.class);

    /** Made for each listener. */
    @Inject
    public RecipientHook(UsersRepository users, RecipientRewriteTable rewrites, DomainList domains) {
        super(users, rewrites, domains);
    }

    @Override
    protected boolean isValidRecipient(SMTPSession session, MailAddress recipient)
            throws UsersRepositoryException, RecipientRewriteTableException {
        try {
            return super.isValidRecipient(session, recipient);
        } catch (IllegalArgumentException e) {
            LOGGER.debug("{} can't be a user's name", recipient, e);
            return false;
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
