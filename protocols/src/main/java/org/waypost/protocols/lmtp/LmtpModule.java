package org.waypost.protocols.lmtp;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import org.apache.james.lmtpserver.netty.LMTPServerFactory;
import org.waypost.policy.quota.RecipientRoom;
import org.waypost.protocols.smtp.ServerAddresses;

/**
 * LMTP as Waypost serves it, to be combined as {@code Modules.override(new LMTPServerModule()).with(new
 * LmtpModule())}.
 */
public final class LmtpModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(LMTPServerFactory.class).to(LmtpListenerFactory.class).in(Scopes.SINGLETON);
        Multibinder.newSetBinder(binder(), ServerAddresses.class);
        OptionalBinder.newOptionalBinder(binder(), RecipientRoom.class);
    }
}
