package org.waypost.protocols.pop3;

import java.util.Set;
import javax.inject.Inject;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.pop3.POP3Session;
import org.apache.james.protocols.pop3.core.StlsCmdHandler;

/** STLS, announced only while it may be given (RFC 2595 §4). */
final class GuardedStls extends StlsCmdHandler {

    @Inject
    GuardedStls(MetricFactory metrics) {
        super(metrics);
    }

    @Override
    public Set<String> getImplementedCapabilities(POP3Session session) {
        return session.isTLSStarted() ? Set.of() : super.getImplementedCapabilities(session);
    }
}
