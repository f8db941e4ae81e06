package org.waypost.protocols.imap;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.api.message.Capability;
import org.apache.james.imap.api.message.request.ImapRequest;
import org.apache.james.imap.api.message.response.StatusResponse;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.request.AuthenticateRequest;
import org.apache.james.imap.message.request.IRAuthenticateRequest;
import org.apache.james.imap.message.response.AuthenticateResponse;
import org.apache.james.imap.processor.AuthenticateProcessor;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.metrics.api.MetricFactory;
import org.waypost.protocols.login.PlainCredentials;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * AUTHENTICATE over TLS only (RFC 9051 §6.2.2), with failures that are counted and slow. The client's answer is worked
 * on off the event loop, and commands that come behind it wait.
 */
final class GuardedAuthenticate extends AuthenticateProcessor {

    private static final HumanReadableText CANCELLED =
            new HumanReadableText("org.waypost.imap.CANCELLED", "cancelled.");

    private final LoginGuard guard;

    @Inject
    GuardedAuthenticate(
            MailboxManager mailboxes, StatusResponseFactory responses, MetricFactory metrics, LoginGuard guard) {
        super(mailboxes, responses, metrics);
        this.guard = guard;
    }

    @Override
    public List<Capability> getImplementedCapabilities(ImapSession session) {
        if (!LoginGuard.needsTls(session)) {
            return super.getImplementedCapabilities(session);
        }
        // RFC 9051 §6.2.1: no mechanism is announced that would be refused.
        return List.of(SASL_CAPABILITY);
    }

    @Override
    protected Mono<Void> processRequestReactive(AuthenticateRequest request, ImapSession session, Responder responder) {
        boolean plain = request.getAuthType().equalsIgnoreCase("PLAIN");
        Optional<StatusResponse> refusal = guard.refusal(request, session, plain);
        if (refusal.isPresent()) {
            return Mono.fromRunnable(() -> responder.respond(refusal.get()));
        }
        if (!plain && !session.supportsOAuth()) {
            return super.processRequestReactive(request, session, responder);
        }
        return clientResponse(request, session, responder)
                .publishOn(Schedulers.boundedElastic())
                .flatMap(response -> respond(response, plain, request, session, responder));
    }

    private static Mono<String> clientResponse(AuthenticateRequest request, ImapSession session, Responder responder) {
        if (request instanceof IRAuthenticateRequest initial) {
            return Mono.just(initial.getInitialClientResponse());
        }
        return Mono.create(sink -> session.executeSafely(() -> {
            session.pushLineHandler((asked, line) -> {
                asked.popLineHandler();
                sink.success(new String(line, StandardCharsets.US_ASCII).trim());
            });
            responder.respond(new AuthenticateResponse());
            responder.flush();
        }));
    }

    private Mono<Void> respond(
            String response, boolean plain, AuthenticateRequest request, ImapSession session, Responder responder) {
        if (response.equals("*")) {
            // RFC 9051 §6.2.2: the client cancels, the server answers BAD.
            return Mono.fromRunnable(() -> taggedBad(request, responder, CANCELLED));
        }
        return guard.attempt(
                session,
                responder,
                held -> Mono.fromRunnable(() -> {
                    if (plain) {
                        plain(response, session, request, held);
                    } else {
                        doOAuth(response, session, request, held);
                    }
                }));
    }

    private void plain(String response, ImapSession session, ImapRequest request, Responder responder) {
        Optional<PlainCredentials> credentials = PlainCredentials.fromBase64(response);
        if (credentials.isEmpty()) {
            guard.failed(session, request, responder);
            return;
        }
        PlainCredentials given = credentials.get();
        if (given.isDelegation()) {
            doAuthWithDelegation(
                    delegation(given.authorization(), given.user(), given.password()), session, request, responder);
        } else {
            doAuth(
                    noDelegation(given.user(), given.password()),
                    session,
                    request,
                    responder,
                    HumanReadableText.AUTHENTICATION_FAILED);
        }
        session.stopDetectingCommandInjection();
    }

    @Override
    protected void manageFailureCount(
            ImapSession session, ImapRequest request, Responder responder, HumanReadableText failed) {
        guard.failed(session, request, responder);
    }
}
