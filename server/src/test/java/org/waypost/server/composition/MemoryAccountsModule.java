package org.waypost.server.composition;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.time.Clock;
import org.waypost.accounts.autoreply.AnsweredSenders;
import org.waypost.accounts.autoreply.MemoryAnsweredSenders;
import org.waypost.accounts.changes.ChangeLog;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.expiry.ExpiryRuns;
import org.waypost.accounts.expiry.MemoryExpiryRuns;
import org.waypost.accounts.lease.Leases;
import org.waypost.accounts.lease.MemoryLeases;
import org.waypost.accounts.routes.MemoryRouteStore;
import org.waypost.accounts.routes.RouteStore;
import org.waypost.accounts.secrets.MemorySecretStore;
import org.waypost.accounts.secrets.SecretStore;
import org.waypost.accounts.settings.MemorySettingsStore;
import org.waypost.accounts.settings.SettingsStore;
import org.waypost.accounts.users.FormerNames;
import org.waypost.accounts.users.MemoryFormerNames;
import org.waypost.accounts.welcome.MemoryWelcomeBook;
import org.waypost.accounts.welcome.WelcomeBook;

/** What accounts keep, in memory. */
final class MemoryAccountsModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(SettingsStore.class).to(MemorySettingsStore.class).in(Singleton.class);
        bind(WelcomeBook.class).to(MemoryWelcomeBook.class).in(Singleton.class);
        bind(FormerNames.class).to(MemoryFormerNames.class).in(Singleton.class);
        bind(ExpiryRuns.class).to(MemoryExpiryRuns.class).in(Singleton.class);
        bind(RouteStore.class).to(MemoryRouteStore.class).in(Singleton.class);
        bind(SecretStore.class).to(MemorySecretStore.class).in(Singleton.class);
    }

    @Provides
    @Singleton
    Leases leases(Clock clock) {
        return new MemoryLeases(clock);
    }

    @Provides
    @Singleton
    AnsweredSenders answered(Clock clock) {
        return new MemoryAnsweredSenders(clock);
    }

    @Provides
    @Singleton
    ChangeLog changes(Clock clock) {
        return new MemoryChangeLog(clock);
    }
}
