package org.waypost.protocols.smtp;

import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.smtpserver.DataLineJamesMessageHookHandler;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects a message, and at its end runs the hooks, the last of which puts it into the queue. Whatever fails, the
 * client is answered and its session goes on with the next command; stock James stays in the message when it can't
 * be read.
 */
public class MessageEnd extends DataLineJamesMessageHookHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(MessageEnd.class);

    @Override
    public Response onLine(SMTPSession session, byte[] line, LineHandler<SMTPSession> next) {
        MailSession mailSession = (MailSession) session;
        Response response = super.onLine(session, line, next);
        if (response != null && mailSession.takesMessage()) {
            // The stock handler has answered without leaving the message.
            session.popLineHandler();
            session.resetState();
        }
        return response;
    }

    @Override
    protected Response processExtensions(SMTPSession session, Mail mail, MimeMessageInputStreamSource source) {
        try {
            return super.processExtensions(session, mail, source);
        } catch (RuntimeException e) {
            LOGGER.error("a hook failed on the message {}, the client is asked to come again", mail.getName(), e);
            return new SMTPResponse(SMTPRetCode.LOCAL_ERROR, "4.3.0 The message can't be taken now, try again later");
        }
    }
}
