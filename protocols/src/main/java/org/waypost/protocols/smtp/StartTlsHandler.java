package org.waypost.protocols.smtp;

import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.StartTlsResponse;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.esmtp.StartTlsCmdHandler;

/** STARTTLS that forgets the client's greeting too, as RFC 3207 §4.2 asks. */
public final class StartTlsHandler extends StartTlsCmdHandler {

    @Override
    public Response onCommand(SMTPSession session, Request request) {
        Response response = super.onCommand(session, request);
        if (response instanceof StartTlsResponse) {
            session.removeAttachment(SMTPSession.CURRENT_HELO_NAME, State.Connection);
            session.removeAttachment(SMTPSession.CURRENT_HELO_MODE, State.Connection);
        }
        return response;
    }
}
