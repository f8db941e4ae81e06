package org.waypost.accounts.challenge;

import org.apache.james.core.Username;

/** Sends digests on request. Asks stores and the queue, so not for an event loop. */
@FunctionalInterface
public interface DigestDesk {

    /**
     * Sends a user the list of all that is held now and gives up what waited too long.
     *
     * @return whether there was something to list
     */
    boolean digest(Username user);
}
