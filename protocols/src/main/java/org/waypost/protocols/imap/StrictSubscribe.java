package org.waypost.protocols.imap;

import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.imap.api.message.response.StatusResponse;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.request.SubscribeRequest;
import org.apache.james.imap.processor.SubscribeProcessor;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.metrics.api.MetricFactory;
import reactor.core.publisher.Mono;

/** SUBSCRIBE (RFC 9051 §6.3.7) without control characters in names. */
final class StrictSubscribe extends SubscribeProcessor {

    @Inject
    StrictSubscribe(
            MailboxManager mailboxes,
            SubscriptionManager subscriptions,
            StatusResponseFactory responses,
            MetricFactory metrics) {
        super(mailboxes, subscriptions, responses, metrics);
    }

    @Override
    protected Mono<Void> doProcessRequest(SubscribeRequest request, ImapSession session, Responder responder) {
        Optional<StatusResponse> refusal =
                MailboxNames.refusal(getStatusResponseFactory(), request, request.getMailboxName());
        return refusal.<Mono<Void>>map(answer -> Mono.fromRunnable(() -> responder.respond(answer)))
                .orElseGet(() -> super.doProcessRequest(request, session, responder));
    }
}
