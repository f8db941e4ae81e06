package org.waypost.protocols.smtp;

import org.apache.james.core.MailAddress;

/**
 * Addresses in our domains that no user has but the server itself takes mail for, such as those that confirm something.
 * Contributed through a Guice {@code Multibinder<ServerAddresses>}. What is taken is then handled by a mailet.
 */
public interface ServerAddresses {

    /**
     * Whether mail for this address of one of our domains is taken. Called for each recipient that is neither a user nor
     * in the rewrite table, on a thread that may wait; what it throws puts the recipient off.
     */
    boolean take(MailAddress recipient);
}
