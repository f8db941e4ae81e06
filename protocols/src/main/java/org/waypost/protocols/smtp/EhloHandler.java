package org.waypost.protocols.smtp;

import javax.inject.Inject;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.esmtp.EhloCmdHandler;

/** EHLO whose argument is looked at (RFC 5321 §4.1.1.1); stock James takes anything (JAMES-4038). */
public class EhloHandler extends EhloCmdHandler {

    /** Made for each listener. */
    @Inject
    public EhloHandler(MetricFactory metrics) {
        super(metrics);
    }

    @Override
    protected Response doFilterChecks(SMTPSession session, String command, String argument) {
        return HeloName.accept(session, argument);
    }
}
