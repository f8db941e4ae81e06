package org.waypost.webadmin;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Named;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.jwt.JwtTokenVerifier;
import org.apache.james.utils.PropertiesProvider;
import org.apache.james.webadmin.FixedPortSupplier;
import org.apache.james.webadmin.RandomPortSupplier;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.WebAdminConfiguration;
import org.apache.james.webadmin.WebAdminServer;
import org.apache.james.webadmin.authentication.AuthenticationFilter;
import org.apache.james.webadmin.dropwizard.MetricsRoutes;
import org.waypost.webadmin.access.AccessSettings;
import org.waypost.webadmin.expiry.ExpiryControl;
import org.waypost.webadmin.expiry.ExpiryRoutes;
import org.waypost.webadmin.listener.SecureWebAdminServer;
import org.waypost.webadmin.listener.WebAdminSettings;
import org.waypost.webadmin.mailets.MailFlow;
import org.waypost.webadmin.mailets.MailetRoutes;
import org.waypost.webadmin.product.CertificateControl;
import org.waypost.webadmin.product.EngineReport;
import org.waypost.webadmin.product.Healing;
import org.waypost.webadmin.product.ProductRoutes;
import org.waypost.webadmin.product.Version;

/**
 * Overrides {@code WebAdminServerModule}: {@code Modules.override(new WebAdminServerModule(), …).with(new WebAdminModule())}. Needs an
 * {@code SSLContext} named {@value #SSL_CONTEXT}; takes {@link EngineReport}, {@link Healing} and {@link CertificateControl} where they are bound.
 */
public final class WebAdminModule extends AbstractModule {
    /** The name of the bound context for TLS. */
    public static final String SSL_CONTEXT = "waypost.tls";

    @Override
    protected void configure() {
        bind(SecureWebAdminServer.class).in(Scopes.SINGLETON);
        bind(WebAdminServer.class).to(SecureWebAdminServer.class);
        bind(Version.class).toInstance(Version.running());
        OptionalBinder.newOptionalBinder(binder(), EngineReport.class);
        OptionalBinder.newOptionalBinder(binder(), Healing.class);
        OptionalBinder.newOptionalBinder(binder(), CertificateControl.class);
        OptionalBinder.newOptionalBinder(binder(), MailFlow.class);
        OptionalBinder.newOptionalBinder(binder(), ExpiryControl.class);
        Multibinder<Routes> routes = Multibinder.newSetBinder(binder(), Routes.class);
        routes.addBinding().to(ProductRoutes.class);
        routes.addBinding().to(MailetRoutes.class);
        routes.addBinding().to(ExpiryRoutes.class);
        routes.addBinding().to(MetricsRoutes.class);
    }

    @Provides
    @Singleton
    WebAdminSettings settings(PropertiesProvider properties) throws ConfigurationException {
        return WebAdminSettings.from(read(properties));
    }

    @Provides
    @Singleton
    WebAdminConfiguration james(WebAdminSettings settings) {
        return WebAdminConfiguration.builder()
                .enable(settings.enabled())
                .host(settings.host().getHostAddress())
                .port(settings.port() == 0 ? new RandomPortSupplier() : new FixedPortSupplier(settings.port()))
                .corsDisabled()
                .additionalRoutes(settings.routes())
                .build();
    }

    @Provides
    @Singleton
    AuthenticationFilter authentication(PropertiesProvider properties, FileSystem files)
            throws ConfigurationException, IOException {
        Configuration file = read(properties);
        return AccessSettings.filter(file, files, AccessSettings.jwt(file, files));
    }

    /** For code of James that asks for it; tokens are verified by the filter. */
    @Provides
    @Singleton
    @Named("webadmin")
    JwtTokenVerifier.Factory jwt(PropertiesProvider properties, FileSystem files) throws ConfigurationException {
        Optional<JwtTokenVerifier> verifier = AccessSettings.jwt(read(properties), files);
        return () -> verifier.orElseThrow(() ->
                new IllegalStateException("webadmin.properties: jwt.enabled is false, so no JSON Web Token is taken"));
    }

    private static Configuration read(PropertiesProvider properties) throws ConfigurationException {
        try {
            return properties.getConfiguration("webadmin");
        } catch (FileNotFoundException everythingAsByDefault) {
            return new PropertiesConfiguration();
        }
    }
}
