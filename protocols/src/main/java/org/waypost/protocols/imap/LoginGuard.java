package org.waypost.protocols.imap;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.inject.Inject;
import org.apache.james.imap.api.ImapSessionState;
import org.apache.james.imap.api.message.request.ImapRequest;
import org.apache.james.imap.api.message.response.ImapResponseMessage;
import org.apache.james.imap.api.message.response.StatusResponse;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapProcessor.Responder;
import org.apache.james.imap.api.process.ImapSession;
import org.waypost.protocols.login.LoginFailures;
import reactor.core.publisher.Mono;

/** What LOGIN and AUTHENTICATE have in common: no secrets in clear, and failures that are counted and slow. */
final class LoginGuard {

    private static final String FAILURES = "org.waypost.protocols.imap.FAILURES";

    private final StatusResponseFactory responses;
    private final LoginFailures failures;

    @Inject
    LoginGuard(StatusResponseFactory responses, LoginFailures failures) {
        this.responses = responses;
        this.failures = failures;
    }

    /** Whether secrets would go over the network in clear. */
    static boolean needsTls(ImapSession session) {
        return session.isSSLRequired() && !session.isTLSActive();
    }

    /** The answer to a command that carries secrets, when the connection isn't fit for them. */
    Optional<StatusResponse> refusal(ImapRequest request, ImapSession session, boolean password) {
        if (needsTls(session)) {
            // RFC 9051 §7.1: PRIVACYREQUIRED – the operation needs encryption.
            return Optional.of(
                    ResponseTexts.no(responses, request.getTag(), "PRIVACYREQUIRED", "Use TLS before you log in"));
        }
        if (password && !session.isPlainAuthEnabled()) {
            return Optional.of(
                    ResponseTexts.no(responses, request.getTag(), "CANNOT", "Log-in by password is switched off"));
        }
        return Optional.empty();
    }

    /** Runs one attempt; when it fails its answer waits, and holds up this connection only. */
    Mono<Void> attempt(ImapSession session, Responder responder, Function<Responder, Mono<Void>> attempt) {
        Held held = new Held(responder);
        return attempt.apply(held).then(Mono.defer(() -> {
            if (session.getState() == ImapSessionState.AUTHENTICATED) {
                return Mono.fromRunnable(held::release);
            }
            Duration delay = failures.failed("IMAP", client(session));
            return Mono.delay(delay).then(Mono.fromRunnable(held::release));
        }));
    }

    private static InetAddress client(ImapSession session) {
        return ((ReadGate) session.getAttribute(InFlight.GATE)).client();
    }

    /** Answers a failed attempt, the last one with BYE. */
    void failed(ImapSession session, ImapRequest request, Responder responder) {
        int count = session.getAttribute(FAILURES) instanceof Integer before ? before + 1 : 1;
        session.setAttribute(FAILURES, count);
        // RFC 5530 §3: AUTHENTICATIONFAILED, without saying what was wrong.
        responder.respond(
                ResponseTexts.no(responses, request.getTag(), "AUTHENTICATIONFAILED", "Wrong user or password"));
        if (count >= LoginFailures.MOST_ON_A_CONNECTION) {
            responder.respond(responses.bye(ResponseTexts.text("UNAVAILABLE", "Too many failed log-ins")));
            session.logout().block();
        }
    }

    /** Keeps answers until they may be given. */
    private static final class Held implements Responder {

        private final Responder responder;
        private final List<ImapResponseMessage> answers = new ArrayList<>();

        Held(Responder responder) {
            this.responder = responder;
        }

        @Override
        public synchronized void respond(ImapResponseMessage answer) {
            answers.add(answer);
        }

        @Override
        public void flush() {
            // Nothing leaves before release.
        }

        synchronized void release() {
            answers.forEach(responder::respond);
            answers.clear();
            responder.flush();
        }
    }
}
