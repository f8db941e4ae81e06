package org.waypost.webadmin.accounts;

import org.apache.james.core.Domain;
import org.apache.james.task.Task;

/** Gives domains another name. Bound by the composition root. */
public interface DomainRenaming {

    /**
     * Moves what a domain has to another name, which is added when it isn't there. Its users have been renamed before, one by
     * one. May be run again after it was cut short.
     *
     * @param keepOld leaves the old name among the domains, so that it can be an alias
     */
    Task rename(Domain from, Domain to, boolean keepOld);
}
