package org.waypost.webadmin.accounts;

import org.apache.james.core.Username;
import org.apache.james.task.Task;

/** Gives users another name. Bound by the composition root. */
public interface UserRenaming {

    /** Whether this was begun before and cut short. */
    boolean isBegun(Username from, Username to);

    /** Moves all that belongs to a user, the password among it, to a name that is free. May be run again after it was cut short. */
    Task rename(Username from, Username to);
}
