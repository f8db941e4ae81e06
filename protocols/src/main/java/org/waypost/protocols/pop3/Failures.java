package org.waypost.protocols.pop3;

import javax.inject.Inject;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.pop3.POP3Response;
import org.apache.james.protocols.pop3.POP3Session;
import org.waypost.protocols.login.LoginFailures;
import org.waypost.protocols.netty.DelayedResponse;

/** Answers to wrong passwords: late, and the last one ends the connection. */
final class Failures {

    private static final AttachmentKey<Integer> COUNT = AttachmentKey.of("waypostLoginFailures", Integer.class);

    private final LoginFailures clients;

    @Inject
    Failures(LoginFailures clients) {
        this.clients = clients;
    }

    /** Counts a failure of this session and says what the client hears. */
    Response answer(POP3Session session) {
        int count = session.getAttachment(COUNT, State.Connection).orElse(0) + 1;
        session.setAttachment(COUNT, count, State.Connection);
        // RFC 3206 §4: AUTH tells the client to ask its user for the password again.
        POP3Response answer = Answers.credentials("Wrong user or password");
        answer.setEndSession(count >= LoginFailures.MOST_ON_A_CONNECTION);
        return new DelayedResponse(
                answer, clients.failed("POP3", session.getRemoteAddress().getAddress()));
    }
}
