package org.waypost.protocols.lmtp;

import java.util.ArrayList;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.lmtp.LMTPMultiResponse;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;
import org.waypost.protocols.smtp.MessageEnd;

/**
 * Puts a message into the queue as SMTP does, once for all recipients, and answers for each of them (RFC 2033 §4.2).
 * 250 means that it is in the queue, which survives a crash; 4xx that it is not. So rewriting, Sieve and delivery that
 * happens once hold for LMTP too. Stock James writes into the mailbox of the bare address: a message for an alias goes
 * to a mailbox that nobody reads, and one store that fails hard ends the session for all recipients.
 */
public final class LmtpMessageEnd extends MessageEnd {

    @Override
    public Response onLine(SMTPSession session, byte[] line, LineHandler<SMTPSession> next) {
        // Read before the end of the message clears it.
        List<MailAddress> recipients = List.copyOf(
                session.getAttachment(SMTPSession.RCPT_LIST, State.Transaction).orElse(List.of()));
        Response response = super.onLine(session, line, next);
        if (response == null || response.isEndSession() || recipients.isEmpty()) {
            return response;
        }
        List<Response> answers = new ArrayList<>();
        for (MailAddress recipient : recipients) {
            answers.add(forRecipient(response, recipient));
        }
        return LMTPMultiResponse.of(answers);
    }

    private static Response forRecipient(Response response, MailAddress recipient) {
        String whole = response.getLines().get(response.getLines().size() - 1).toString();
        // A line is the code, a space or hyphen, and the text.
        String text = whole.length() > 4 ? whole.substring(4) : "";
        return new SMTPResponse(response.getRetCode(), text + " <" + recipient.asString() + ">");
    }
}
