package org.waypost.server.users;

import java.util.Iterator;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.james.user.api.model.User;
import org.reactivestreams.Publisher;

/** Asks other users; a subclass changes what it is about. */
public abstract class ForwardingUsers implements UsersRepository {
    private final UsersRepository stored;

    protected ForwardingUsers(UsersRepository stored) {
        this.stored = stored;
    }

    @Override
    public void addUser(Username user, String password) throws UsersRepositoryException {
        stored.addUser(user, password);
    }

    @Override
    public boolean test(Username user, String password) throws UsersRepositoryException {
        return stored.test(user, password);
    }

    @Override
    public void removeUser(Username user) throws UsersRepositoryException {
        stored.removeUser(user);
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
