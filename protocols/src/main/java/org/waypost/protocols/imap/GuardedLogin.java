package org.waypost.protocols.imap;

import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.api.message.request.ImapRequest;
import org.apache.james.imap.api.message.response.StatusResponse;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.request.LoginRequest;
import org.apache.james.imap.processor.LoginProcessor;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.metrics.api.MetricFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** LOGIN over TLS only (RFC 9051 §6.2.3), with failures that are counted and slow. */
final class GuardedLogin extends LoginProcessor {

    private final LoginGuard guard;

    @Inject
    GuardedLogin(MailboxManager mailboxes, StatusResponseFactory responses, MetricFactory metrics, LoginGuard guard) {
        super(mailboxes, responses, metrics);
        this.guard = guard;
    }

    @Override
    public List<Class<? extends LoginRequest>> acceptableClasses() {
        return List.of(LoginRequest.class, UnusableLogin.class);
    }

    @Override
    protected Mono<Void> processRequestReactive(LoginRequest request, ImapSession session, Responder responder) {
        Optional<StatusResponse> refusal = guard.refusal(request, session, true);
        if (refusal.isPresent()) {
            return Mono.fromRunnable(() -> responder.respond(refusal.get()));
        }
        return guard.attempt(session, responder, held -> {
            if (request instanceof UnusableLogin) {
                return Mono.<Void>fromRunnable(() -> guard.failed(session, request, held))
                        .subscribeOn(Schedulers.boundedElastic());
            }
            return super.processRequestReactive(request, session, held);
        });
    }

    @Override
    protected void manageFailureCount(
            ImapSession session, ImapRequest request, Responder responder, HumanReadableText failed) {
        guard.failed(session, request, responder);
    }
}
