package org.waypost.protocols.smtp;

import org.apache.james.protocols.api.ProtocolTransport;
import org.apache.james.protocols.smtp.SMTPConfiguration;
import org.apache.james.smtpserver.ExtendedSMTPSession;

/** A session of SMTP or LMTP that looks for injected commands all the time but while it takes a message. */
public final class MailSession extends ExtendedSMTPSession {

    /** Begins a session on a listener whose configuration implements {@link ListenerRules}. */
    public MailSession(SMTPConfiguration configuration, ProtocolTransport transport) {
        super(configuration, transport);
    }

    /** Whether lines are a message's and not commands. */
    public boolean takesMessage() {
        return getMimeMessageWriter() != null;
    }

    /**
     * Stock James stops looking for good at the first DATA, even one that it refuses: whoever sits on the line could
     * send it and then inject commands before STARTTLS.
     */
    @Override
    public boolean needsCommandInjectionDetection() {
        return !takesMessage();
    }
}
