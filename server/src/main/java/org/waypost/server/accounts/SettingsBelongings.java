package org.waypost.server.accounts;

import javax.inject.Inject;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import reactor.core.publisher.Mono;

/** The settings of an account go with it. */
final class SettingsBelongings implements Belongings {
    private final AccountSettings settings;

    @Inject
    SettingsBelongings(AccountSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public Mono<Void> remove(Scope scope) {
        return settings.remove(scope);
    }

    @Override
    public Mono<Void> move(Username from, Username to) {
        return move(Scope.user(from), Scope.user(to));
    }

    @Override
    public Mono<Void> move(Domain from, Domain to) {
        return move(Scope.domain(from), Scope.domain(to));
    }

    private Mono<Void> move(Scope from, Scope to) {
        return settings.said(from).flatMap(said -> said.isEmpty() ? Mono.empty() : settings.move(from, to));
    }
}
