package org.waypost.server.routing;

import com.google.common.base.Suppliers;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.routes.RouteCheck;
import org.waypost.accounts.routes.RouteProbe;
import org.waypost.accounts.routes.RouteSecrets;
import org.waypost.accounts.routes.RouteStore;
import org.waypost.accounts.routes.Routes;
import org.waypost.mailets.routing.DnsMailHosts;
import org.waypost.mailets.routing.MailHosts;
import org.waypost.mailets.routing.OwnListeners;
import org.waypost.mailets.routing.RouteTester;
import org.waypost.mailets.smtp.ServerName;
import org.waypost.server.composition.HostName;
import org.waypost.server.composition.ServerPaths;
import org.waypost.server.configuration.DeclaredListener;
import org.waypost.server.configuration.DeclaredListeners;
import org.waypost.server.jmx.ManagedBeans;
import org.waypost.webadmin.routes.MailRoutes;

/** How mail leaves. The store of the routes is given by the storage. */
public final class RoutingModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(MailHosts.class).to(DnsMailHosts.class).in(Scopes.SINGLETON);
        Multibinder.newSetBinder(binder(), RouteCheck.class).addBinding().to(SpfOfRoute.class);
        Multibinder.newSetBinder(binder(), org.apache.james.webadmin.Routes.class)
                .addBinding()
                .to(MailRoutes.class);
        ManagedBeans.show(binder(), "routes", RoutesMBean.class, RoutesBean.class);
    }

    @Provides
    @Singleton
    RouteSecrets secrets(ServerPaths paths) {
        return new RouteSecrets(new RouteKeyFile(paths.var()).key());
    }

    @Provides
    @Singleton
    Routes routes(RouteStore store, ChangeFeed changes, RouteSecrets secrets) {
        return new Routes(store, changes, secrets);
    }

    @Provides
    @Singleton
    OwnListeners listeners(ServerPaths paths) {
        return new OwnListeners(Suppliers.memoize(() -> DeclaredListeners.read(paths.conf()).stream()
                .filter(DeclaredListener::enabled)
                .map(DeclaredListener::port)
                .collect(Collectors.toUnmodifiableSet())));
    }

    @Provides
    @Singleton
    RouteProbe probe(Routes routes, MailHosts dns, OwnListeners listeners, ServerName name, Set<RouteCheck> checks) {
        return new RouteTester(routes, dns, listeners, name.name(), checks);
    }

    @Provides
    @Singleton
    ServerName name(ServerPaths paths) throws IOException {
        return new ServerName(HostName.chosen(paths.conf()).orElseGet(HostName::ofMachine));
    }
}
