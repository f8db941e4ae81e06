package org.waypost.protocols.pop3;

import java.util.Collection;
import java.util.List;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.CommandHandler;
import org.apache.james.protocols.pop3.POP3Session;

/** Refuses every command that begins or carries a log-in until TLS is on (RFC 2595 §2.3, RFC 8314 §3). */
final class TlsFirst implements CommandHandler<POP3Session> {

    @Override
    public Response onCommand(POP3Session session, Request request) {
        return Pop3Rules.needsTls(session) ? Answers.permanent("TLS is required before log-in, use STLS") : null;
    }

    @Override
    public Collection<String> getImplCommands() {
        return List.of("USER", "PASS", "AUTH", "APOP");
    }
}
