package org.waypost.protocols.pop3;

import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Named;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.BadCredentialsException;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.pop3server.mailbox.MailboxAdapterFactory;
import org.apache.james.protocols.pop3.mailbox.Mailbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Checks a password and opens its user's INBOX, which is made when it isn't there. */
final class Inboxes {

    private static final Logger LOGGER = LoggerFactory.getLogger(Inboxes.class);

    private final MailboxManager mailboxes;
    private final MailboxAdapterFactory adapters;

    @Inject
    Inboxes(@Named("mailboxmanager") MailboxManager mailboxes, MailboxAdapterFactory adapters) {
        this.mailboxes = mailboxes;
        this.adapters = adapters;
    }

    /**
     * Empty when the password is wrong.
     *
     * @throws IOException when the store fails
     */
    Optional<Mailbox> open(Username user, String password) throws IOException {
        MailboxSession session;
        try {
            session = mailboxes.authenticate(user, password).withoutDelegation();
        } catch (BadCredentialsException e) {
            LOGGER.debug("Wrong password of {}", user.asString());
            return Optional.empty();
        } catch (MailboxException e) {
            throw new IOException("Can't check the password of " + user.asString(), e);
        }
        mailboxes.startProcessingRequest(session);
        try {
            return Optional.of(adapters.create(mailboxes.getMailbox(inbox(session), session), session));
        } catch (MailboxException e) {
            throw new IOException("Can't open the INBOX of " + user.asString(), e);
        } finally {
            mailboxes.endProcessingRequest(session);
        }
    }

    private MailboxPath inbox(MailboxSession session) throws MailboxException {
        MailboxPath inbox = MailboxPath.inbox(session);
        if (!Boolean.TRUE.equals(
                Mono.from(mailboxes.mailboxExists(inbox, session)).block())) {
            try {
                mailboxes.createMailbox(inbox, session);
            } catch (MailboxExistsException e) {
                LOGGER.debug(
                        "Another session made the INBOX of {}",
                        session.getUser().asString());
            }
        }
        return inbox;
    }
}
