package org.waypost.protocols.pop3;

import org.apache.james.protocols.api.ProtocolConfiguration;
import org.apache.james.protocols.api.ProtocolSession;

/**
 * What a listener's sessions go by.
 *
 * @param helloName the server's name
 * @param tlsRequired whether passwords are refused in clear
 */
record Pop3Rules(String helloName, boolean tlsRequired) implements ProtocolConfiguration {

    @Override
    public String getHelloName() {
        return helloName;
    }

    @Override
    public String getGreeting() {
        return null;
    }

    @Override
    public String getSoftwareName() {
        return "Waypost";
    }

    /** Whether this session has to switch to TLS before a password may be sent. */
    static boolean needsTls(ProtocolSession session) {
        boolean required = !(session.getConfiguration() instanceof Pop3Rules rules) || rules.tlsRequired();
        return required && !session.isTLSStarted();
    }
}
