package org.waypost.protocols.smtp;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.waypost.policy.forward.Forwarding;
import org.waypost.policy.quota.RecipientRoom;

/**
 * SMTP as Waypost serves it, to be combined as {@code Modules.override(new SMTPServerModule()).with(new
 * SmtpModule())}.
 */
public final class SmtpModule extends AbstractModule {

    @Override
    protected void configure() {
        install(new SenderModule());
        bind(SMTPServerFactory.class).to(SmtpListenerFactory.class).in(Scopes.SINGLETON);
        Multibinder.newSetBinder(binder(), ServerAddresses.class);
        OptionalBinder.newOptionalBinder(binder(), Forwarding.class);
        OptionalBinder.newOptionalBinder(binder(), RecipientRoom.class);
    }
}
