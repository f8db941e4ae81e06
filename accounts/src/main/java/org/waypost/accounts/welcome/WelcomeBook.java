package org.waypost.accounts.welcome;

import java.time.Duration;
import java.time.Instant;
import org.apache.james.core.Username;
import org.reactivestreams.Publisher;

/**
 * Remembers which new accounts still have to be welcomed and which were. A welcome is first owed, then claimed by one server, then
 * sent; a server that dies in between leaves it owed, and after {@link #CLAIM} another may claim it.
 */
public interface WelcomeBook {
    /** How long a claim holds. */
    Duration CLAIM = Duration.ofMinutes(10);

    /**
     * Notes that an account has to be welcomed.
     *
     * @return true when that is new; false when it is owed already, or was done
     */
    Publisher<Boolean> owe(Username user, Instant now);

    /** Accounts that were noted at this moment or before and aren't welcomed yet. */
    Publisher<Username> owed(Instant until);

    /**
     * Takes the welcome of an account on.
     *
     * @return true when the caller, and nobody else, has to send it now
     */
    Publisher<Boolean> claim(Username user, Instant now);

    /** Notes that the welcome is sent. */
    Publisher<Void> sent(Username user);

    /** Forgets an account: what bears its name later is welcomed anew. */
    Publisher<Void> forget(Username user);

    /** Gives what is known of one account to another name. */
    Publisher<Void> move(Username from, Username to);
}
