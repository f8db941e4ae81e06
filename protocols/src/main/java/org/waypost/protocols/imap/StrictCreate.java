package org.waypost.protocols.imap;

import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.imap.api.message.response.StatusResponse;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.request.CreateRequest;
import org.apache.james.imap.processor.CreateProcessor;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.metrics.api.MetricFactory;
import reactor.core.publisher.Mono;

/** CREATE (RFC 9051 §6.3.4) without control characters in names. */
final class StrictCreate extends CreateProcessor {

    @Inject
    StrictCreate(MailboxManager mailboxes, StatusResponseFactory responses, MetricFactory metrics) {
        super(mailboxes, responses, metrics);
    }

    @Override
    protected Mono<Void> processRequestReactive(CreateRequest request, ImapSession session, Responder responder) {
        Optional<StatusResponse> refusal =
                MailboxNames.refusal(getStatusResponseFactory(), request, request.getMailboxName());
        return refusal.<Mono<Void>>map(answer -> Mono.fromRunnable(() -> responder.respond(answer)))
                .orElseGet(() -> super.processRequestReactive(request, session, responder));
    }
}
