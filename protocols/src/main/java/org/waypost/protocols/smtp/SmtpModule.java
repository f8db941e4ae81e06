package org.waypost.protocols.smtp;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import com.google.inject.multibindings.OptionalBinder;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.waypost.policy.quota.RecipientRoom;

/**
 * SMTP as Waypost serves it, to be combined as {@code Modules.override(new SMTPServerModule()).with(new
 * SmtpModule())}.
 */
public final class SmtpModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(SMTPServerFactory.class).to(SmtpListenerFactory.class).in(Scopes.SINGLETON);
        OptionalBinder.newOptionalBinder(binder(), RecipientRoom.class);
    }
}
