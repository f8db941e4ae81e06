package org.waypost.protocols.imap;

import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.api.process.ImapSession;
import reactor.core.publisher.Mono;

/** Tells a connection's {@link ReadGate} when a command is done, in whatever way it ended. */
final class InFlight implements ImapProcessor {

    /** The session attribute that holds the gate. */
    static final String GATE = "org.waypost.protocols.imap.GATE";

    private final ImapProcessor processor;

    InFlight(ImapProcessor processor) {
        this.processor = processor;
    }

    @Override
    public Mono<Void> processReactive(ImapMessage message, Responder responder, ImapSession session) {
        return processor.processReactive(message, responder, session).doFinally(signal -> {
            if (session.getAttribute(GATE) instanceof ReadGate gate) {
                gate.commandDone();
            }
        });
    }

    @Override
    public void configure(ImapConfiguration configuration) {
        processor.configure(configuration);
    }
}
