package org.waypost.protocols.http;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import java.io.FileNotFoundException;
import java.util.Optional;
import java.util.Set;
import javax.inject.Named;
import javax.net.ssl.SSLContext;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;
import org.apache.james.utils.PropertiesProvider;
import org.waypost.protocols.tls.TlsConfiguration;
import org.waypost.protocols.tls.TlsModule;

/** The listener for pages that strangers open; pages come through {@code Multibinder<PublicPage>}. Needs {@link TlsModule}. */
public final class PublicHttpModule extends AbstractModule {

    @Override
    protected void configure() {
        Multibinder.newSetBinder(binder(), PublicPage.class);
    }

    @Provides
    @Singleton
    PublicConfiguration configuration(PropertiesProvider properties, TlsConfiguration tls)
            throws ConfigurationException {
        return PublicConfiguration.from(read(properties), tls.hostName());
    }

    @Provides
    @Singleton
    PublicAddress address(PublicConfiguration configuration) {
        return new PublicAddress(Optional.of(configuration.base()).filter(base -> configuration.enabled()));
    }

    private static Configuration read(PropertiesProvider properties) throws ConfigurationException {
        try {
            return properties.getConfiguration("public");
        } catch (FileNotFoundException everythingAsByDefault) {
            return new PropertiesConfiguration();
        }
    }

    @Provides
    @Singleton
    PublicServer server(
            PublicConfiguration configuration,
            @Named(TlsModule.SSL_CONTEXT) SSLContext tls,
            Set<PublicPage> pages,
            MetricFactory metrics) {
        return new PublicServer(configuration, tls, pages, metrics);
    }

    @ProvidesIntoSet
    InitializationOperation start(PublicServer server) {
        return InitilizationOperationBuilder.forClass(PublicServer.class).init(server::start);
    }
}
