package org.waypost.server.accounts;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import java.time.Clock;
import java.util.Set;
import org.apache.james.user.api.UsernameChangeTaskStep;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;
import org.apache.james.webadmin.Routes;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.ChangeLog;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.Sections;
import org.waypost.accounts.settings.SettingsStore;
import org.waypost.server.jmx.ManagedBeans;
import org.waypost.webadmin.accounts.AccountRemoval;
import org.waypost.webadmin.accounts.AccountRoutes;
import org.waypost.webadmin.accounts.DomainRenaming;
import org.waypost.webadmin.accounts.SettingsRoutes;
import org.waypost.webadmin.accounts.UserRenaming;

/**
 * The settings of server, domains and users. A concern contributes its section by {@link #section}; the stores are given by
 * the storage.
 */
public final class AccountsModule extends AbstractModule {
    private static final TypeLiteral<Section<?>> SECTION = new TypeLiteral<>() {};

    @Override
    protected void configure() {
        Multibinder.newSetBinder(binder(), SECTION);
        Multibinder<Belongings> belongings = Multibinder.newSetBinder(binder(), Belongings.class);
        belongings.addBinding().to(SettingsBelongings.class);
        belongings.addBinding().to(MailBelongings.class);
        belongings.addBinding().to(ScriptBelongings.class);
        belongings.addBinding().to(LimitBelongings.class);
        belongings.addBinding().to(AddressBelongings.class);
        bind(AccountRemoval.class).to(WholeAccountRemoval.class);
        bind(DomainRenaming.class).to(WholeDomainRenaming.class);
        bind(UserRenaming.class).to(WholeUserRenaming.class);
        Multibinder.newSetBinder(binder(), UsernameChangeTaskStep.class)
                .addBinding()
                .to(BelongingsStep.class);
        Multibinder<Routes> routes = Multibinder.newSetBinder(binder(), Routes.class);
        routes.addBinding().to(SettingsRoutes.class);
        routes.addBinding().to(AccountRoutes.class);
        ManagedBeans.show(binder(), "accounts", AccountsMBean.class, Accounts.class);
    }

    /** Makes a section known to settings, WebAdmin and the command. */
    public static void section(Binder binder, Section<?> section) {
        Multibinder.newSetBinder(binder, SECTION).addBinding().toInstance(section);
    }

    @Provides
    @Singleton
    Sections sections(Set<Section<?>> sections) {
        return new Sections(sections);
    }

    @Provides
    @Singleton
    ChangeFeed changes(ChangeLog log, Clock clock) {
        return new ChangeFeed(log, clock);
    }

    @Provides
    @Singleton
    AccountSettings settings(Sections sections, SettingsStore store, ChangeFeed changes) {
        return new AccountSettings(sections, store, changes);
    }

    @ProvidesIntoSet
    InitializationOperation lookForChanges(ChangeWatch watch) {
        return InitilizationOperationBuilder.forClass(ChangeWatch.class).init(watch::start);
    }
}
