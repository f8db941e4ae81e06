package org.waypost.server.senders;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import org.apache.james.webadmin.Routes;
import org.waypost.accounts.senders.ClientChoices;
import org.waypost.accounts.senders.SenderChoices;
import org.waypost.server.accounts.AccountsModule;
import org.waypost.server.jmx.ManagedBeans;
import org.waypost.webadmin.senders.SenderRoutes;

/** Who sends: lists of senders, SPF and DKIM. */
public final class SendersModule extends AbstractModule {

    @Override
    protected void configure() {
        AccountsModule.section(binder(), SenderChoices.SECTION);
        AccountsModule.section(binder(), ClientChoices.SECTION);
        Multibinder.newSetBinder(binder(), Routes.class).addBinding().to(SenderRoutes.class);
        ManagedBeans.show(binder(), "senders", SendersMBean.class, Senders.class);
    }
}
