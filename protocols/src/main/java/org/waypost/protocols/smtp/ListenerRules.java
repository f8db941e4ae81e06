package org.waypost.protocols.smtp;

import org.apache.james.protocols.smtp.SMTPSession;

/** What a listener's handlers need to know of its configuration, beside what James' own type tells. */
public interface ListenerRules {

    /** How clients authenticate. */
    AuthRules auth();

    /** The limits of a message. */
    MessageLimits limits();

    /** Whether the From header of an authenticated user must be an address that the user may send from. */
    boolean verifyFromHeader();

    /** Whether the end of the data is answered once for each recipient (RFC 2033 §4.2). */
    boolean answersPerRecipient();

    /** The rules of the listener that this session came to. */
    static ListenerRules of(SMTPSession session) {
        return (ListenerRules) session.getConfiguration();
    }
}
