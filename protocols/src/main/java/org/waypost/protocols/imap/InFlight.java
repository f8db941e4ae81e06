package org.waypost.protocols.imap;

import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.api.process.ImapSession;
import reactor.core.publisher.Mono;

/**
 * Ends every command on the event loop of its connection, and tells the connection's {@link ReadGate} in whatever way it ended.
 *
 * <p>James writes an answer up to a literal from the thread that made it, and what follows from the thread that sees the command
 * end. For a command that came in while the one before it was ending, these may be two threads, the second being the event loop,
 * which writes at once while the other's writes still wait for it: the answer came out backwards. Ended on the event loop, a
 * command ends behind everything that was written for it.
 */
final class InFlight implements ImapProcessor {

    /** The session attribute that holds the gate. */
    static final String GATE = "org.waypost.protocols.imap.GATE";

    private final ImapProcessor processor;

    InFlight(ImapProcessor processor) {
        this.processor = processor;
    }

    @Override
    public Mono<Void> processReactive(ImapMessage message, Responder responder, ImapSession session) {
        Mono<Void> command = processor.processReactive(message, responder, session);
        if (session.getAttribute(GATE) instanceof ReadGate gate) {
            return command.publishOn(gate.eventLoop()).doFinally(signal -> gate.commandDone());
        }
        return command;
    }

    @Override
    public void configure(ImapConfiguration configuration) {
        processor.configure(configuration);
    }
}
