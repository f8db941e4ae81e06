package org.waypost.server.users;

import java.time.Duration;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.james.user.lib.model.DefaultUser;
import org.waypost.accounts.users.FormerNames;
import org.waypost.accounts.users.FormerNames.Former;
import reactor.core.publisher.Mono;

/**
 * Users whose password stays right when they are renamed. James salts hashes with the name, so one that was made under another name is
 * compared under that; at the first login it is made anew.
 */
@Singleton
public final class RenamedUsers extends ForwardingUsers {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FormerNames names;

    @Inject
    public RenamedUsers(@Stored UsersRepository stored, FormerNames names) {
        super(stored);
        this.names = names;
    }

    @Override
    public boolean test(Username user, String password) throws UsersRepositoryException {
        return super.test(user, password) || !isReadOnly() && testUnderFormerName(user, password);
    }

    private boolean testUnderFormerName(Username user, String password) throws UsersRepositoryException {
        Optional<Former> former = former(user);
        if (former.isEmpty() || !(getUserByName(user) instanceof DefaultUser known)) {
            return false;
        }
        if (!copy(known, former.get().salt()).verifyPassword(password)) {
            return false;
        }
        known.setPassword(password);
        updateUser(known);
        remember(user, new Former(user, former.get().previous()));
        return true;
    }

    /** What tells nothing is forgotten. */
    private void remember(Username user, Former former) {
        boolean nothing = former.equals(new Former(user, user));
        Mono.from(nothing ? names.forget(user) : names.set(user, former)).block(PATIENCE);
    }

    private static DefaultUser copy(DefaultUser user, Username name) {
        return new DefaultUser(name, user.getHashedPassword(), user.getHashAlgorithm(), user.getHashAlgorithm());
    }

    private Optional<Former> former(Username user) {
        return Mono.from(names.of(user)).blockOptional(PATIENCE);
    }

    /** Notes that a user is given another name, which need not be there yet. */
    public void begin(Username from, Username to) {
        remember(to, new Former(former(from).map(Former::salt).orElse(from), from));
    }

    /**
     * Gives the user who is there under the other name the password of the first. May be repeated.
     *
     * @throws UsersRepositoryException when the password of the first is not kept here
     */
    public void takePassword(Username from, Username to) throws UsersRepositoryException {
        if (!(getUserByName(from) instanceof DefaultUser known)) {
            throw new UsersRepositoryException("The password of " + from.asString() + " is not kept here");
        }
        updateUser(copy(known, to));
    }

    /** Whether it was begun, and did not end. */
    public boolean isBegun(Username from, Username to) {
        return former(to).filter(former -> former.previous().equals(from)).isPresent();
    }

    /** Notes that nothing of the first name is left. */
    public void end(Username to) {
        former(to).ifPresent(former -> remember(to, new Former(former.salt(), to)));
    }

    @Override
    public void removeUser(Username user) throws UsersRepositoryException {
        super.removeUser(user);
        Mono.from(names.forget(user)).block(PATIENCE);
    }
}
