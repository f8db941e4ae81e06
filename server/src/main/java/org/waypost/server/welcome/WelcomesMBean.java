package org.waypost.server.welcome;

/** What JMX shows of welcomes; JMX wants an interface of this name. */
public interface WelcomesMBean {
    /** Accounts that this server has welcomed since its start. */
    long getSent();

    /** Accounts that are still to be welcomed. */
    long getOwed();
}
