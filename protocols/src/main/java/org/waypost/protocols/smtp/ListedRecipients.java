package org.waypost.protocols.smtp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.MailAddress;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.waypost.accounts.settings.Scope;

/** Whose lists count for each recipient of a message; found at RCPT and used again at the end of DATA. */
final class ListedRecipients {
    private static final AttachmentKey<ListedRecipients> KEY =
            AttachmentKey.of("waypostListedRecipients", ListedRecipients.class);

    private final Map<MailAddress, Set<Scope>> scopes = new HashMap<>();

    private ListedRecipients() {}

    /** Those of the message that a session brings. */
    static ListedRecipients of(SMTPSession session) {
        Optional<ListedRecipients> known = session.getAttachment(KEY, State.Transaction);
        if (known.isPresent()) {
            return known.get();
        }
        ListedRecipients fresh = new ListedRecipients();
        session.setAttachment(KEY, fresh, State.Transaction);
        return fresh;
    }

    void put(MailAddress recipient, Set<Scope> of) {
        scopes.put(recipient, Set.copyOf(of));
    }

    /** None for a recipient that was not judged, such as the postmaster. */
    Set<Scope> of(MailAddress recipient) {
        return scopes.getOrDefault(recipient, Set.of());
    }
}
