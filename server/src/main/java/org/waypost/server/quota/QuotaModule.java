package org.waypost.server.quota;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import java.io.IOException;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;
import org.apache.james.webadmin.Routes;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.mailets.quota.QuotaWarnings;
import org.waypost.mailets.quota.WarningNotices;
import org.waypost.mailets.quota.WarningTexts;
import org.waypost.policy.quota.DomainTotal;
import org.waypost.policy.quota.QuotaRefusal;
import org.waypost.policy.quota.RecipientRoom;
import org.waypost.server.accounts.AccountsModule;
import org.waypost.server.composition.ServerPaths;
import org.waypost.server.jmx.ManagedBeans;
import org.waypost.webadmin.quota.DomainQuotaRoutes;

/** Settings, refusals, warnings and administration of quotas; {@link MailboxRoomModule} comes with the storage. */
public final class QuotaModule extends AbstractModule {
    private static final String TEMPLATES = "templates/quota-warning";

    @Override
    protected void configure() {
        AccountsModule.section(binder(), DomainTotal.SECTION);
        AccountsModule.section(binder(), QuotaRefusal.SECTION);
        AccountsModule.section(binder(), QuotaWarnings.SECTION);
        bind(RecipientRoom.class).in(Scopes.SINGLETON);
        bind(WarningNotices.class).in(Scopes.SINGLETON);
        bind(DomainCounts.class).in(Scopes.SINGLETON);
        bind(Quotas.class).in(Scopes.SINGLETON);
        Multibinder.newSetBinder(binder(), Routes.class).addBinding().to(DomainQuotaRoutes.class);
        ManagedBeans.show(binder(), "quotas", QuotasMBean.class, Quotas.class);
        Multibinder.newSetBinder(binder(), Belongings.class).addBinding().to(WarningBelongings.class);
    }

    @Provides
    @Singleton
    WarningTexts texts(ServerPaths paths) throws IOException {
        return new WarningTexts(paths.conf().resolve(TEMPLATES));
    }

    @ProvidesIntoSet
    InitializationOperation count(DomainCounts counts) {
        return InitilizationOperationBuilder.forClass(DomainCounts.class).init(counts::start);
    }
}
