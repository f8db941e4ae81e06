package org.waypost.protocols.imap;

import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.imap.api.message.response.StatusResponse;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.request.DeleteRequest;
import org.apache.james.imap.processor.DeleteProcessor;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.metrics.api.MetricFactory;
import reactor.core.publisher.Mono;

/** DELETE (RFC 9051 §6.3.5), which must not take INBOX away (JAMES-4095). */
final class StrictDelete extends DeleteProcessor {

    @Inject
    StrictDelete(MailboxManager mailboxes, StatusResponseFactory responses, MetricFactory metrics) {
        super(mailboxes, responses, metrics);
    }

    @Override
    protected Mono<Void> processRequestReactive(DeleteRequest request, ImapSession session, Responder responder) {
        Optional<StatusResponse> refusal = refusal(request, session);
        return refusal.<Mono<Void>>map(answer -> Mono.fromRunnable(() -> responder.respond(answer)))
                .orElseGet(() -> super.processRequestReactive(request, session, responder));
    }

    private Optional<StatusResponse> refusal(DeleteRequest request, ImapSession session) {
        if (!MailboxNames.isInbox(session, request.getMailboxName())) {
            return Optional.empty();
        }
        return Optional.of(
                ResponseTexts.no(getStatusResponseFactory(), request.getTag(), "CANNOT", "INBOX can't be deleted"));
    }
}
