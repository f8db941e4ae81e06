package org.waypost.server.senders;

/** Checks and lists of senders in JMX. */
public interface SendersMBean {
    /** Mails refused since the start because a list blocks their sender. */
    long getBlocked();

    /** Mails refused since the start because they go round. */
    long getLoopsRefused();

    /**
     * What SPF and the lists say of a sender.
     *
     * @param client the IP address of its client
     * @param helo   the name by which it greets; may be empty
     * @param sender its address, {@code <>} for none
     * @param user   whose lists are asked
     */
    String[] check(String client, String helo, String sender, String user);
}
