package org.waypost.protocols.managesieve;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import org.apache.james.managesieveserver.netty.ManageSieveServerFactory;

/**
 * The ManageSieve listeners of {@code managesieveserver.xml}. Goes over James' module: {@code Modules.override(new
 * ManageSieveServerModule()).with(new ManageSieveModule())}.
 */
public final class ManageSieveModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(SieveServers.class).in(Scopes.SINGLETON);
        bind(ManageSieveServerFactory.class).to(SieveServers.class);
    }
}
