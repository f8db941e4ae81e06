package org.waypost.server.composition;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.io.FileNotFoundException;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.server.core.configuration.FileConfigurationProvider;
import org.apache.james.utils.PropertiesProvider;
import org.waypost.protocols.tls.TlsConfiguration;

/** Gives the name that the operator chose to every part that says it: greetings, EHLO and the certificate. */
public final class HostNameModule extends AbstractModule {
    private final String name;

    public HostNameModule(String name) {
        this.name = name;
    }

    @Provides
    @Singleton
    ConfigurationProvider configurations(FileSystem files, ServerPaths paths) {
        return new NamedConfigurations(new FileConfigurationProvider(files, paths.asJamesConfiguration()), name);
    }

    @Provides
    @Singleton
    TlsConfiguration tls(PropertiesProvider properties, FileSystem files)
            throws ConfigurationException, FileNotFoundException {
        Configuration values = read(properties);
        if (!values.containsKey("hostName")) {
            values.addProperty("hostName", name);
        }
        return TlsConfiguration.from(values, files);
    }

    private static Configuration read(PropertiesProvider properties) throws ConfigurationException {
        try {
            return properties.getConfiguration("tls");
        } catch (FileNotFoundException everythingAsByDefault) {
            return new PropertiesConfiguration();
        }
    }
}
