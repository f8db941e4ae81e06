package org.waypost.server.expiry;

/** What JMX shows of the expiry; JMX wants an interface of this name. */
public interface ExpiryMBean {
    /** When the last run began; empty when there was none. */
    String getLastBegun();

    /** How it ended; {@code unfinished} while it runs. */
    String getLastOutcome();

    /** How many messages it deleted. */
    long getLastRemoved();
}
