package org.waypost.protocols.pop3;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.pop3.POP3Response;
import org.apache.james.protocols.pop3.POP3Session;
import org.apache.james.protocols.pop3.core.CapaCapability;
import org.waypost.protocols.login.PlainCredentials;

/** AUTH PLAIN with or without an initial response (RFC 5034 §4, RFC 4616). */
final class AuthPlain extends GuardedPass implements CapaCapability {

    @Inject
    AuthPlain(MetricFactory metrics, Inboxes inboxes, Failures failures) {
        super(metrics, inboxes, failures);
    }

    @Override
    public Collection<String> getImplCommands() {
        return List.of("AUTH");
    }

    @Override
    public Set<String> getImplementedCapabilities(POP3Session session) {
        // RFC 2449 §6.4, §8; RFC 3206 §6.
        return Pop3Rules.needsTls(session)
                ? Set.of("RESP-CODES", "AUTH-RESP-CODE")
                : Set.of("SASL PLAIN", "RESP-CODES", "AUTH-RESP-CODE");
    }

    @Override
    public Response onCommand(POP3Session session, Request request) {
        if (session.getHandlerState() == POP3Session.TRANSACTION) {
            return Answers.error("You are logged in");
        }
        if (request.getArgument() == null) {
            POP3Response mechanisms = new POP3Response(POP3Response.OK_RESPONSE, "Mechanisms follow");
            mechanisms.appendLine("PLAIN");
            mechanisms.appendLine(".");
            return mechanisms;
        }
        String[] arguments = request.getArgument().trim().split(" +", 2);
        if (!arguments[0].toUpperCase(Locale.ROOT).equals("PLAIN")) {
            return Answers.permanent("The only mechanism is PLAIN");
        }
        if (arguments.length == 2) {
            return credentials(session, arguments[1]);
        }
        session.pushLineHandler((POP3Session asked, byte[] line) -> {
            asked.popLineHandler();
            return credentials(asked, new String(line, StandardCharsets.ISO_8859_1).trim());
        });
        return Answers.challenge();
    }

    private Response credentials(POP3Session session, String response) {
        if (response.equals("*")) {
            // RFC 5034 §4: the client cancels.
            return Answers.error("Cancelled");
        }
        return PlainCredentials.fromBase64(response)
                .filter(credentials -> !credentials.isDelegation())
                .map(credentials -> logIn(session, credentials.user(), credentials.password()))
                .orElseGet(() -> refused(session));
    }
}
