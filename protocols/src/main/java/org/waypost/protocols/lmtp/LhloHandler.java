package org.waypost.protocols.lmtp;

import javax.inject.Inject;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.lmtp.core.LhloCmdHandler;
import org.apache.james.protocols.smtp.SMTPSession;
import org.waypost.protocols.smtp.HeloName;

/** LHLO (RFC 2033 §4.1) whose argument is looked at as that of EHLO. */
public final class LhloHandler extends LhloCmdHandler {

    /** Made for each listener. */
    @Inject
    public LhloHandler(MetricFactory metrics) {
        super(metrics);
    }

    @Override
    protected Response doFilterChecks(SMTPSession session, String command, String argument) {
        return HeloName.accept(session, argument);
    }
}
