package org.waypost.protocols.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.lmtp.LMTPMultiResponse;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.DataLineFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the lines of a message. One that breaks a limit is read to its end, thrown away and refused; stock James
 * drops an overlong line and takes the rest, and over LMTP delivers what came before the size limit. A line that does
 * not end in CRLF ends the connection, because another server may see the message's end there (CVE-2023-51747).
 */
public final class MessageGuard implements DataLineFilter {

    private static final Logger LOGGER = LoggerFactory.getLogger(MessageGuard.class);
    private static final AttachmentKey<Progress> PROGRESS = AttachmentKey.of("waypostMessage", Progress.class);

    @Override
    public Response onLine(SMTPSession session, byte[] line, LineHandler<SMTPSession> next) {
        if (!endsInCrLf(line)) {
            LOGGER.warn("closed {}: a line of its message does not end in CRLF", address(session));
            SMTPResponse refusal = new SMTPResponse(SMTPRetCode.TRANSACTION_FAILED, "5.5.2 Lines must end in CRLF");
            refusal.setEndSession(true);
            return end(session, refusal);
        }
        Progress progress = progress(session);
        if (isEnd(line)) {
            if (progress.refusal != null) {
                LOGGER.info("refused a message from {}: {}", address(session), progress.refusal.getLines());
                return answer(session, progress.refusal);
            }
            return next.onLine(session, line);
        }
        progress.count(session, line);
        return progress.refusal == null ? next.onLine(session, line) : null;
    }

    /** Refuses the message at its end; the line itself never gets here. */
    static void refuseForLongLine(SMTPSession session) {
        int longest = ListenerRules.of(session).limits().lineLength();
        // RFC 5321 §4.5.3.1.9: a line that is too long must be answered, not cut.
        progress(session).refusal =
                new SMTPResponse(SMTPRetCode.TRANSACTION_FAILED, "5.6.0 A line is longer than " + longest + " bytes");
    }

    private static Progress progress(SMTPSession session) {
        Optional<Progress> known = session.getAttachment(PROGRESS, State.Transaction);
        if (known.isPresent()) {
            return known.get();
        }
        Progress fresh = new Progress();
        session.setAttachment(PROGRESS, fresh, State.Transaction);
        return fresh;
    }

    private static Response answer(SMTPSession session, SMTPResponse refusal) {
        List<MailAddress> recipients =
                session.getAttachment(SMTPSession.RCPT_LIST, State.Transaction).orElse(List.of());
        if (ListenerRules.of(session).answersPerRecipient() && !recipients.isEmpty()) {
            // RFC 2033 §4.2: one answer for each recipient that was accepted, also to refuse them all.
            List<Response> answers = new ArrayList<>();
            recipients.forEach(recipient -> answers.add(refusal));
            return end(session, LMTPMultiResponse.of(answers));
        }
        return end(session, refusal);
    }

    private static Response end(SMTPSession session, Response response) {
        session.popLineHandler();
        session.resetState();
        return response;
    }

    private static boolean endsInCrLf(byte[] line) {
        return line.length >= 2 && line[line.length - 2] == '\r' && line[line.length - 1] == '\n';
    }

    private static boolean isEnd(byte[] line) {
        return line.length == 3 && line[0] == '.';
    }

    private static String address(SMTPSession session) {
        return session.getRemoteAddress().getAddress().getHostAddress();
    }

    private static final class Progress {
        private long bytes;
        private int headerLines;
        private boolean headerEnded;
        private SMTPResponse refusal;

        void count(SMTPSession session, byte[] line) {
            bytes += line.length;
            session.setCurrentMessageSize(bytes);
            headerEnded = headerEnded || line.length == 2;
            headerLines += headerEnded ? 0 : 1;
            if (refusal == null) {
                refusal = check(session);
            }
        }

        private SMTPResponse check(SMTPSession session) {
            long size = session.getConfiguration().getMaxMessageSize();
            MessageLimits limits = ListenerRules.of(session).limits();
            if (size > 0 && bytes > size) {
                return MessageSize.tooBig(size);
            }
            if (!headerEnded && (headerLines > limits.headerLines() || bytes > limits.headerBytes())) {
                return new SMTPResponse(
                        SMTPRetCode.QUOTA_EXCEEDED,
                        "5.3.4 The header is longer than %d lines or %d bytes"
                                .formatted(limits.headerLines(), limits.headerBytes()));
            }
            return null;
        }
    }
}
