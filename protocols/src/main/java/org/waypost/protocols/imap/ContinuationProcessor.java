package org.waypost.protocols.imap;

import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.response.ContinuationResponse;
import org.apache.james.imap.processor.base.AbstractProcessor;
import org.apache.james.util.MDCBuilder;
import reactor.core.publisher.Mono;

/** Asks for a literal (RFC 9051 §4.3) when all earlier commands are answered. */
public final class ContinuationProcessor extends AbstractProcessor<ContinuationResponse> {

    public ContinuationProcessor() {
        super(ContinuationResponse.class);
    }

    @Override
    protected Mono<Void> doProcess(ContinuationResponse message, Responder responder, ImapSession session) {
        return Mono.fromRunnable(() -> responder.respond(message));
    }

    @Override
    protected MDCBuilder mdc(ContinuationResponse message) {
        return MDCBuilder.create().addToContext(MDCBuilder.ACTION, "CONTINUE");
    }
}
