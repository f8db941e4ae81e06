package org.waypost.protocols.testing;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.country.CountryFilter;
import org.waypost.accounts.senders.ClientChoices;
import org.waypost.accounts.senders.SenderChoices;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.MemorySettingsStore;
import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.Sections;
import org.waypost.policy.country.CountryDatabase;
import org.waypost.policy.country.GateRules;
import org.waypost.policy.country.UnusableTable;

/** The settings of server, domains and users in memory, for listeners that read them. */
public final class MemoryAccounts extends AbstractModule {
    private static final TypeLiteral<Section<?>> SECTION = new TypeLiteral<>() {};

    @Override
    protected void configure() {
        section(binder(), SenderChoices.SECTION);
        section(binder(), ClientChoices.SECTION);
        section(binder(), CountryFilter.SECTION);
    }

    /** Adds a section. */
    public static void section(Binder binder, Section<?> section) {
        Multibinder.newSetBinder(binder, SECTION).addBinding().toInstance(section);
    }

    @Provides
    @Singleton
    ChangeFeed changes(Clock clock) {
        return new ChangeFeed(new MemoryChangeLog(clock), clock);
    }

    @Provides
    @Singleton
    AccountSettings settings(Set<Section<?>> sections, ChangeFeed changes) {
        return new AccountSettings(new Sections(sections), new MemorySettingsStore(), changes);
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
