package org.waypost.server.welcome;

import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepositoryException;
import org.waypost.server.users.ForwardingUsers;
import org.waypost.server.users.RenamedUsers;
import reactor.core.scheduler.Schedulers;

/**
 * The users of this server, as all parts of James see them: whoever makes one, by WebAdmin, JMX or otherwise, makes it here, so that
 * it is welcomed. A directory tells nothing of new users: there the first login counts.
 */
@Singleton
final class WelcomedUsers extends ForwardingUsers {
    private final Welcomes welcomes;
    private final FirstSight firstSight;

    @Inject
    WelcomedUsers(RenamedUsers stored, Welcomes welcomes, FirstSight firstSight) {
        super(stored);
        this.welcomes = welcomes;
        this.firstSight = firstSight;
    }

    @Override
    public void addUser(Username user, String password) throws UsersRepositoryException {
        // Noted before: a crash in between leaves a note, and the account gets its welcome later.
        boolean owed = welcomes.owe(user);
        try {
            super.addUser(user, password);
        } catch (UsersRepositoryException | RuntimeException e) {
            if (owed) {
                welcomes.forget(user);
            }
            throw e;
        }
        if (owed) {
            welcomes.send(user);
        }
    }

    @Override
    public boolean test(Username user, String password) throws UsersRepositoryException {
        boolean right = super.test(user, password);
        if (right && isReadOnly()) {
            // The login doesn't wait for it.
            Schedulers.boundedElastic().schedule(() -> firstSight.loggedIn(user));
        }
        return right;
    }

    @Override
    public void removeUser(Username user) throws UsersRepositoryException {
        super.removeUser(user);
        welcomes.forget(user);
    }
}
