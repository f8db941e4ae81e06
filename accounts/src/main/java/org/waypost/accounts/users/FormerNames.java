package org.waypost.accounts.users;

import org.apache.james.core.Username;
import org.reactivestreams.Publisher;

/**
 * Under which names renamed users were known. A hash of a password is salted with the name under which the password was set, so a
 * password goes on to be right under another name only when that one is known.
 */
public interface FormerNames {
    /**
     * What is known of a renamed user.
     *
     * @param salt     the name under which the password was set
     * @param previous the name before the last renaming
     */
    record Former(Username salt, Username previous) {}

    /** Empty for whoever was not renamed, or has set a password since. */
    Publisher<Former> of(Username user);

    /** Remembers them in place of what was known. */
    Publisher<Void> set(Username user, Former former);

    /** Forgets them. */
    Publisher<Void> forget(Username user);
}
