package org.waypost.protocols.imap;

import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.imap.api.message.response.StatusResponse;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.request.RenameRequest;
import org.apache.james.imap.processor.RenameProcessor;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.metrics.api.MetricFactory;
import reactor.core.publisher.Mono;

/** RENAME (RFC 9051 §6.3.6) without control characters in new names. */
final class StrictRename extends RenameProcessor {

    @Inject
    StrictRename(MailboxManager mailboxes, StatusResponseFactory responses, MetricFactory metrics) {
        super(mailboxes, responses, metrics);
    }

    @Override
    protected Mono<Void> processRequestReactive(RenameRequest request, ImapSession session, Responder responder) {
        Optional<StatusResponse> refusal =
                MailboxNames.refusal(getStatusResponseFactory(), request, request.getNewName());
        return refusal.<Mono<Void>>map(answer -> Mono.fromRunnable(() -> responder.respond(answer)))
                .orElseGet(() -> super.processRequestReactive(request, session, responder));
    }
}
