package org.waypost.server.rules;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import com.google.inject.multibindings.Multibinder;
import org.apache.james.webadmin.Routes;
import org.waypost.accounts.rules.RuleSettings;
import org.waypost.policy.rules.UserRules;
import org.waypost.server.accounts.AccountsModule;
import org.waypost.server.jmx.ManagedBeans;
import org.waypost.webadmin.rules.RulesRoutes;

/** The rules of users: their section, what decides by them, and the route that tries them. */
public final class RulesModule extends AbstractModule {
    @Override
    protected void configure() {
        AccountsModule.section(binder(), RuleSettings.SECTION);
        bind(UserRules.class).in(Scopes.SINGLETON);
        Multibinder.newSetBinder(binder(), Routes.class).addBinding().to(RulesRoutes.class);
        ManagedBeans.show(binder(), "rules", RulesMBean.class, Rules.class);
    }
}
