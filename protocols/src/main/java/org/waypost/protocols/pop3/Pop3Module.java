package org.waypost.protocols.pop3;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import org.apache.james.pop3server.netty.POP3ServerFactory;

/**
 * The POP3 listeners of {@code pop3server.xml}. Goes over James' module: {@code Modules.override(new
 * POP3ServerModule()).with(new Pop3Module())}.
 */
public final class Pop3Module extends AbstractModule {

    @Override
    protected void configure() {
        bind(Pop3Servers.class).in(Scopes.SINGLETON);
        bind(POP3ServerFactory.class).to(Pop3Servers.class);
    }
}
