package org.waypost.protocols.smtp;

import javax.inject.Inject;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.smtpserver.JamesMailCmdHandler;

/** MAIL, which on a submission listener needs AUTH first (RFC 6409 §4.3, RFC 4954 §6). */
public final class MailHandler extends JamesMailCmdHandler {

    private static final Response AUTH_REQUIRED =
            new SMTPResponse(SMTPRetCode.AUTH_REQUIRED, "5.7.0 Authentication required").immutable();

    /** Made for each listener. */
    @Inject
    public MailHandler(DomainList domains, MetricFactory metrics) {
        super(metrics, domains);
    }

    @Override
    public Response onCommand(SMTPSession session, Request request) {
        Response response = super.onCommand(session, request);
        if (!SMTPRetCode.MAIL_OK.equals(response.getRetCode())) {
            MessageSize.forget(session);
        }
        return response;
    }

    @Override
    protected Response doFilterChecks(SMTPSession session, String command, String argument) {
        if (ListenerRules.of(session).auth().required() && session.getUsername() == null) {
            return AUTH_REQUIRED;
        }
        return super.doFilterChecks(session, command, argument);
    }
}
