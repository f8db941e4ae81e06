package org.waypost.webadmin.accounts;

import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.task.Task;
import org.reactivestreams.Publisher;

/** Takes accounts away with all that belongs to them. Bound by the composition root. */
public interface AccountRemoval {

    /**
     * Removes a user: first the login, then what the user has. May be run again after it was cut short.
     *
     * @param keepMail leaves mailboxes where they are, for a user that is made again under this name
     */
    Task user(Username user, boolean keepMail);

    /** The users whose names end with a domain. */
    Publisher<Username> usersOf(Domain domain);

    /** Removes a domain: its users one after another, then the domain and what it has. */
    Task domain(Domain domain, boolean keepMail);
}
