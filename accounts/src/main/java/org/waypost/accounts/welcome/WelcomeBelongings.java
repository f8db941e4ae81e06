package org.waypost.accounts.welcome;

import javax.inject.Inject;
import org.apache.james.core.Username;
import org.reactivestreams.Publisher;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.accounts.settings.Scope;
import reactor.core.publisher.Mono;

/** Whether an account was welcomed goes with it. */
public final class WelcomeBelongings implements Belongings {
    private final WelcomeBook book;

    @Inject
    public WelcomeBelongings(WelcomeBook book) {
        this.book = book;
    }

    @Override
    public String name() {
        return "welcomes";
    }

    @Override
    public Publisher<Void> remove(Scope scope) {
        return scope instanceof Scope.OfUser of ? book.forget(of.user()) : Mono.empty();
    }

    @Override
    public Publisher<Void> move(Username from, Username to) {
        return book.move(from, to);
    }
}
