package org.waypost.accounts.belongings;

import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.reactivestreams.Publisher;
import org.waypost.accounts.settings.Scope;
import reactor.core.publisher.Mono;

/**
 * One kind of thing that users, and perhaps domains, have: settings, a ledger, mail that waits. Each part that keeps such things
 * contributes one, so that nothing of an account is left when it goes, and nothing is lost when its name changes. All of it may be
 * repeated after they were cut short.
 */
public interface Belongings {

    /** What they are, in a word or two for reports, such as {@code settings}. */
    String name();

    /** Removes what a user or a domain has. What the users of a domain have is removed user by user. */
    Publisher<Void> remove(Scope scope);

    /** Gives what one user has to another name. */
    Publisher<Void> move(Username from, Username to);

    /** Gives what a domain itself has, its users left aside, to another name; most kinds belong to users alone. */
    default Publisher<Void> move(Domain from, Domain to) {
        return Mono.empty();
    }
}
