package org.waypost.server.expiry;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;
import org.apache.james.utils.PropertiesProvider;
import org.waypost.accounts.expiry.Expiry;
import org.waypost.server.accounts.AccountsModule;
import org.waypost.server.jmx.ManagedBeans;
import org.waypost.webadmin.expiry.ExpiryControl;

/** Wires the expiry: its settings, its schedule and its way to administrators. */
public final class ExpiryModule extends AbstractModule {
    @Override
    protected void configure() {
        AccountsModule.section(binder(), Expiry.SECTION);
        bind(ExpiryEngine.class).in(Scopes.SINGLETON);
        OptionalBinder.newOptionalBinder(binder(), ExpiryControl.class)
                .setBinding()
                .to(ExpiryOnRequest.class);
        ManagedBeans.show(binder(), "expiry", ExpiryMBean.class, ExpiryInJmx.class);
    }

    @Provides
    @Singleton
    ExpiryOptions options(PropertiesProvider properties) throws ConfigurationException {
        return ExpiryOptions.from(properties);
    }

    @ProvidesIntoSet
    InitializationOperation startSchedule(ExpirySchedule schedule) {
        return InitilizationOperationBuilder.forClass(ExpirySchedule.class).init(schedule::start);
    }
}
