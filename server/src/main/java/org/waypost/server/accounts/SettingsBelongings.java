package org.waypost.server.accounts;

import javax.inject.Inject;
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
        return settings.said(Scope.user(from))
                .flatMap(said -> said.isEmpty() ? Mono.empty() : settings.move(Scope.user(from), Scope.user(to)));
    }
}
