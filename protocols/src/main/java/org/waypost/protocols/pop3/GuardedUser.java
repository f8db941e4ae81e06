package org.waypost.protocols.pop3;

import java.util.Set;
import javax.inject.Inject;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.pop3.POP3Session;
import org.apache.james.protocols.pop3.core.UserCmdHandler;
import org.waypost.protocols.login.PlainCredentials;

/** USER (RFC 1939 §7). James' own handler throws on a name such as {@code a@b@c}. */
final class GuardedUser extends UserCmdHandler {

    @Inject
    GuardedUser(MetricFactory metrics) {
        super(metrics);
    }

    @Override
    public Response onCommand(POP3Session session, Request request) {
        String name = request.getArgument();
        if (name != null && PlainCredentials.user(name).isEmpty()) {
            return Answers.credentials("No user has such a name");
        }
        return super.onCommand(session, request);
    }

    @Override
    public Set<String> getImplementedCapabilities(POP3Session session) {
        return Pop3Rules.needsTls(session) ? Set.of() : super.getImplementedCapabilities(session);
    }
}
