package org.waypost.protocols.tls;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import javax.inject.Named;
import javax.net.ssl.SSLContext;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.lifecycle.api.ConfigurationSanitizer;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.protocols.lib.netty.CertificateReloadable;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;
import org.apache.james.utils.PropertiesProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds {@link ServerCertificate}, and the {@link SSLContext} named {@value #SSL_CONTEXT} for listeners. The certificate is there before
 * any listener starts, because James prepares its configuration first. Mail listeners name {@code file://var/tls/private.key} and
 * {@code file://var/tls/certificates.pem}; they are told to read them again on every change.
 */
public final class TlsModule extends AbstractModule {
    /** The name of the bound {@link SSLContext}. */
    public static final String SSL_CONTEXT = "waypost.tls";

    private static final Logger LOGGER = LoggerFactory.getLogger(TlsModule.class);

    @Override
    protected void configure() {
        Multibinder.newSetBinder(binder(), CertificateReloadable.Factory.class);
    }

    @Provides
    @Singleton
    TlsConfiguration configuration(PropertiesProvider properties, FileSystem files)
            throws ConfigurationException, FileNotFoundException {
        return TlsConfiguration.from(read(properties), files);
    }

    private static Configuration read(PropertiesProvider properties) throws ConfigurationException {
        try {
            return properties.getConfiguration("tls");
        } catch (FileNotFoundException everythingAsByDefault) {
            return new PropertiesConfiguration();
        }
    }

    @Provides
    @Singleton
    ServerCertificate certificate(
            TlsConfiguration configuration,
            Provider<Set<CertificateReloadable.Factory>> mailListeners,
            GaugeRegistry gauges)
            throws CredentialException, IOException, GeneralSecurityException {
        ServerCertificate certificate = new ServerCertificate(configuration, Clock.systemUTC());
        certificate.onChange(credential -> reload(mailListeners.get()));
        gauges.register("tlsCertificateDaysLeft", () -> Duration.between(
                        Clock.systemUTC().instant(), certificate.current().expires())
                .toDays());
        return certificate;
    }

    private static void reload(Set<CertificateReloadable.Factory> factories) {
        factories.stream()
                .flatMap(CertificateReloadable.Factory::certificatesReloadable)
                .forEach(TlsModule::reload);
    }

    private static void reload(CertificateReloadable listener) {
        try {
            listener.reloadSSLCertificate();
        } catch (Exception e) {
            LOGGER.error(
                    "Port {} could not take the new certificate and still shows the one from before",
                    listener.getPort(),
                    e);
        }
    }

    @Provides
    @Singleton
    @Named(SSL_CONTEXT)
    SSLContext sslContext(ServerCertificate certificate) {
        return certificate.sslContext();
    }

    @Provides
    @Singleton
    CertificateWatcher watcher(ServerCertificate certificate, TlsConfiguration configuration) {
        return new CertificateWatcher(certificate, configuration);
    }

    @ProvidesIntoSet
    ConfigurationSanitizer certificateBeforeListeners(Provider<ServerCertificate> certificate) {
        return certificate::get;
    }

    @ProvidesIntoSet
    InitializationOperation watch(CertificateWatcher watcher) {
        return InitilizationOperationBuilder.forClass(CertificateWatcher.class).init(watcher::start);
    }

    @ProvidesIntoSet
    HealthCheck health(ServerCertificate certificate, TlsConfiguration configuration) {
        return new CertificateHealthCheck(certificate, configuration.warning(), Clock.systemUTC());
    }
}
