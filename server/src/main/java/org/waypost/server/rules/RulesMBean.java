package org.waypost.server.rules;

/** Rules of users in JMX. */
public interface RulesMBean {
    /** Messages refused at the end of DATA since the start. */
    long getRefused();

    /** Messages taken since the start because the rules could not be read in time; they are asked again behind the queue. */
    long getUndecided();

    /** Messages filed by rules since the start. */
    long getFiled();

    /** Messages flagged by rules since the start. */
    long getFlagged();

    /** Messages sent on by rules since the start. */
    long getForwarded();

    /** Messages that a rule was to send on and that stayed: in a circle, or because the domain does not allow the target. */
    long getForwardsLeftOut();

    /** Messages discarded by rules since the start. */
    long getDiscarded();

    /** What the rules of a user would do with a message, given as text; {@code <>} for no sender. Nothing is done. */
    String[] attempt(String user, String sender, String message);
}
