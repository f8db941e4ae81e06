package org.waypost.protocols.imap;

import java.util.Optional;
import org.apache.james.imap.api.message.request.ImapRequest;
import org.apache.james.imap.api.message.response.StatusResponse;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.main.PathConverter;
import org.apache.james.mailbox.model.MailboxPath;

/** Which names mailboxes may have beyond James' own rules. */
final class MailboxNames {

    private MailboxNames() {}

    /**
     * The answer to a command that would store this name. RFC 9051 §5.1: control characters SHOULD NOT be in names; with
     * a line end in it, a name would be a response of its own in LIST.
     */
    static Optional<StatusResponse> refusal(StatusResponseFactory responses, ImapRequest request, String name) {
        if (name.chars().noneMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        return Optional.of(
                ResponseTexts.no(responses, request.getTag(), "CANNOT", "A mailbox name has no control characters"));
    }

    /** Whether this name means an INBOX, however it is written. */
    static boolean isInbox(ImapSession session, String name) {
        MailboxPath path = PathConverter.forSession(session).buildFullPath(name);
        return path.isInbox();
    }
}
