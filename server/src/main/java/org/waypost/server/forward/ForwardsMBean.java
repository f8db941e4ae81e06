package org.waypost.server.forward;

/** Forwarding in JMX. */
public interface ForwardsMBean {
    /** Mails that were forwarded since the start, counted by who forwards. */
    long getForwarded();

    /** Mails of which a target got nothing because the domain doesn't allow it. */
    long getRefused();

    /** Mails in a circle that were not forwarded again. */
    long getLoopsEnded();

    /** Bounces that went back to who wrote. */
    long getBouncesReversed();

    /** What would become of a mail: a line for each address it comes to. */
    String[] test(String sender, String address);
}
