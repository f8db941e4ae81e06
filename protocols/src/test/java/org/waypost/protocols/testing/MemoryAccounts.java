package org.waypost.protocols.testing;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.country.CountryFilter;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.MemorySettingsStore;
import org.waypost.accounts.settings.Sections;
import org.waypost.policy.country.CountryDatabase;
import org.waypost.policy.country.GateRules;
import org.waypost.policy.country.UnusableTable;

/** What SMTP's hooks want to know of accounts, in memory and with the defaults. */
final class MemoryAccounts extends AbstractModule {

    @Provides
    @Singleton
    Sections sections() {
        return new Sections(List.of(CountryFilter.SECTION));
    }

    @Provides
    @Singleton
    ChangeFeed changes(Clock clock) {
        return new ChangeFeed(new MemoryChangeLog(clock), clock);
    }

    @Provides
    @Singleton
    AccountSettings settings(Sections sections, ChangeFeed changes) {
        return new AccountSettings(sections, new MemorySettingsStore(), changes);
    }

    @Provides
    @Singleton
    CountryDatabase countries(Clock clock) throws UnusableTable {
        return CountryDatabase.open(Optional.empty(), Optional.empty(), clock);
    }

    @Provides
    GateRules rules() {
        return new GateRules(Duration.ofSeconds(10), true);
    }
}
