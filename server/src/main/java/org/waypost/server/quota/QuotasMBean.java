package org.waypost.server.quota;

/** Quotas in JMX. */
public interface QuotasMBean {
    /** Recipients refused since the start because their mailbox was full. */
    long getRecipientsRefused();

    /** Recipients taken since the start because the stores didn't tell in time whether they are full. */
    long getChecksUnanswered();

    /** Warnings sent to users since the start. */
    long getWarningsSent();

    /** What the mailboxes of a domain hold together, and its total, for a human. */
    String domain(String name);

    /** Counts the mailboxes of a domain one by one and corrects the sum. */
    String recount(String name);
}
