package org.waypost.cassandra.session;

/** The ring can't be used; the message names the contact points, what was expected and what to do. */
public class CassandraUnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What stands in the way. */
    public enum Reason {
        /** Nothing answers at the contact points. */
        UNREACHABLE,
        /** The role or its password was refused, or one is needed. */
        CREDENTIALS,
        /** One side speaks TLS and the other doesn't, or a certificate isn't trusted. */
        TLS,
        /** No node is in the configured data centre. */
        DATACENTER,
        /** The ring is older than what Waypost supports. */
        VERSION,
        /** The keyspace is missing and may not be created. */
        KEYSPACE,
        /** The ring answered with an error. */
        OTHER
    }

    private final Reason reason;

    public CassandraUnusableException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What stands in the way. */
    public Reason reason() {
        return reason;
    }
}
