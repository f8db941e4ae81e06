package org.waypost.protocols.pop3;

import java.io.IOException;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.pop3.POP3Session;
import org.apache.james.protocols.pop3.core.AbstractPassCmdHandler;
import org.apache.james.protocols.pop3.mailbox.Mailbox;

/** PASS (RFC 1939 §7) whose failures are counted and slow. */
class GuardedPass extends AbstractPassCmdHandler {

    private final Inboxes inboxes;
    private final Failures failures;

    @Inject
    GuardedPass(MetricFactory metrics, Inboxes inboxes, Failures failures) {
        super(metrics);
        this.inboxes = inboxes;
        this.failures = failures;
    }

    @Override
    public Response onCommand(POP3Session session, Request request) {
        if (session.getHandlerState() != POP3Session.AUTHENTICATION_USERSET || request.getArgument() == null) {
            return Answers.error("PASS follows USER and has a password");
        }
        return logIn(session, session.getUsername(), request.getArgument());
    }

    /** Logs in and locks on to the INBOX, or says no. */
    final Response logIn(POP3Session session, Username user, String password) {
        session.setUsername(user);
        Response answer = doAuth(session, user, password);
        if (session.getHandlerState() == POP3Session.TRANSACTION) {
            return answer;
        }
        return answer == AUTH_FAILED ? failures.answer(session) : Answers.temporary("The mailbox can't be opened now");
    }

    final Response refused(POP3Session session) {
        return failures.answer(session);
    }

    @Override
    protected Mailbox auth(POP3Session session, Username user, String password) throws IOException {
        Mailbox inbox = inboxes.open(user, password).orElse(null);
        if (inbox != null) {
            session.stopDetectingCommandInjection();
        }
        return inbox;
    }
}
