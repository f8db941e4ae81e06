package org.waypost.server.autoreply;

/** Automatic answers in JMX. */
public interface AutoRepliesMBean {
    /** Answers that were sent since the start. */
    long getSent();

    /** Mails of senders who had an answer already. */
    long getAnsweredBefore();

    /** Mails that may not be answered: of programs, lists, robots and the like. */
    long getRefused();

    /** Answers that could not be given. */
    long getFailed();

    /** Whom a user answered, with the end of each period. */
    String[] answered(String user);

    /** Forgets whom a user answered. */
    void clear(String user);
}
