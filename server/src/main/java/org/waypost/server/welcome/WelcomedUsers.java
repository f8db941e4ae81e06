package org.waypost.server.welcome;

import java.util.Iterator;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.james.user.api.model.User;
import org.reactivestreams.Publisher;
import reactor.core.scheduler.Schedulers;

/**
 * The users of this server, as all parts of James see them: whoever makes one, by WebAdmin, JMX or otherwise, makes it here, so that
 * it is welcomed. A directory tells nothing of new users: there the first login counts.
 */
@Singleton
final class WelcomedUsers implements UsersRepository {
    private final UsersRepository stored;
    private final Welcomes welcomes;
    private final FirstSight firstSight;

    @Inject
    WelcomedUsers(@Stored UsersRepository stored, Welcomes welcomes, FirstSight firstSight) {
        this.stored = stored;
        this.welcomes = welcomes;
        this.firstSight = firstSight;
    }

    @Override
    public void addUser(Username user, String password) throws UsersRepositoryException {
        // Noted before: a crash in between leaves a note, and the account gets its welcome later.
        boolean owed = welcomes.owe(user);
        try {
            stored.addUser(user, password);
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
        boolean right = stored.test(user, password);
        if (right && stored.isReadOnly()) {
            // The login doesn't wait for it.
            Schedulers.boundedElastic().schedule(() -> firstSight.loggedIn(user));
        }
        return right;
    }

    @Override
    public void removeUser(Username user) throws UsersRepositoryException {
        stored.removeUser(user);
        welcomes.forget(user);
    }

    @Override
    public User getUserByName(Username user) throws UsersRepositoryException {
        return stored.getUserByName(user);
    }

    @Override
    public void updateUser(User user) throws UsersRepositoryException {
        stored.updateUser(user);
    }

    @Override
    public boolean contains(Username user) throws UsersRepositoryException {
        return stored.contains(user);
    }

    @Override
    public Publisher<Boolean> containsReactive(Username user) {
        return stored.containsReactive(user);
    }

    @Override
    public int countUsers() throws UsersRepositoryException {
        return stored.countUsers();
    }

    @Override
    public Iterator<Username> list() throws UsersRepositoryException {
        return stored.list();
    }

    @Override
    public Publisher<Username> listReactive() {
        return stored.listReactive();
    }

    @Override
    public boolean supportVirtualHosting() throws UsersRepositoryException {
        return stored.supportVirtualHosting();
    }

    @Override
    public Username getUsername(MailAddress address) throws UsersRepositoryException {
        return stored.getUsername(address);
    }

    @Override
    public MailAddress getMailAddressFor(Username user) throws UsersRepositoryException {
        return stored.getMailAddressFor(user);
    }

    @Override
    public boolean isAdministrator(Username user) throws UsersRepositoryException {
        return stored.isAdministrator(user);
    }

    @Override
    public boolean isReadOnly() {
        return stored.isReadOnly();
    }

    @Override
    public void assertValid(Username user) throws UsersRepositoryException {
        stored.assertValid(user);
    }
}
