package org.waypost.protocols.http;

import com.google.common.collect.ImmutableList;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import javax.inject.Named;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.jmap.JMAPConfiguration;
import org.apache.james.jmap.JMAPServer;
import org.apache.james.jmap.Version;
import org.apache.james.jmap.core.JmapRfc8621Configuration;
import org.apache.james.jmap.draft.JMAPDraftConfiguration;
import org.apache.james.jwt.JwtConfiguration;
import org.apache.james.jwt.JwtTokenVerifier;
import org.apache.james.util.Port;
import org.apache.james.util.Size;
import org.apache.james.util.html.HtmlTextExtractor;
import org.apache.james.utils.PropertiesProvider;
import org.waypost.protocols.tls.TlsModule;

/**
 * Overrides {@code JMAPServerModule}: {@code Modules.override(new JMAPServerModule(), …).with(new JmapModule())}. Needs {@link TlsModule}.
 */
public final class JmapModule extends AbstractModule {
    private static final String STRATEGIES = "authentication.strategy.rfc8621";

    @Override
    protected void configure() {
        bind(JmapServer.class).in(Scopes.SINGLETON);
        bind(JMAPServer.class).to(JmapServer.class);
        bind(BoundedHtmlTextExtractor.class).in(Scopes.SINGLETON);
        bind(HtmlTextExtractor.class).to(BoundedHtmlTextExtractor.class);
    }

    @Provides
    @Singleton
    JmapListeners listeners(PropertiesProvider properties) throws ConfigurationException {
        Optional<Configuration> file = read(properties);
        return file.isPresent() ? JmapListeners.from(file.get()) : JmapListeners.disabled();
    }

    @Provides
    @Singleton
    JMAPConfiguration james(PropertiesProvider properties, JmapListeners listeners) throws ConfigurationException {
        Configuration file = read(properties).orElseGet(PropertiesConfiguration::new);
        return JMAPConfiguration.builder()
                .enabled(listeners.enabled())
                .port(Port.of(Math.max(1, listeners.https().getPort())))
                .enableEmailQueryView(Optional.ofNullable(file.getBoolean("view.email.query.enabled", null)))
                .userProvisioningEnabled(Optional.ofNullable(file.getBoolean("user.provisioning.enabled", null)))
                .defaultVersion(Version.RFC8621)
                .maximumSendSize(sendSize(file))
                .build();
    }

    private static Optional<Long> sendSize(Configuration file) throws ConfigurationException {
        String value = file.getString("email.send.max.size", null);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Size.parse(value).asBytes());
        } catch (Exception e) {
            throw new ConfigurationException(
                    "jmap.properties: email.send.max.size is " + value + "; expected a size such as 50M", e);
        }
    }

    /** James signs tokens of the draft with a key that must be there, though the draft is not served: it gets the server's. */
    @Provides
    @Singleton
    JMAPDraftConfiguration draft(JmapListeners listeners) {
        return listeners.enabled()
                ? JMAPDraftConfiguration.builder()
                        .enable()
                        .privateKey("file://var/tls/private.key")
                        .certificates("file://var/tls/certificates.pem")
                        .jwtPublicKeyPem(ImmutableList.of())
                        .build()
                : JMAPDraftConfiguration.builder().disable().build();
    }

    @Provides
    @Singleton
    JmapRfc8621Configuration rfc8621(PropertiesProvider properties, JmapListeners listeners)
            throws ConfigurationException {
        Configuration file = read(properties).orElseGet(PropertiesConfiguration::new);
        if (String.join(",", file.getStringArray(STRATEGIES)).contains("XUser")) {
            throw new ConfigurationException(
                    "jmap.properties: " + STRATEGIES + " names XUserAuthenticationStrategy, which believes"
                            + " whatever name a request gives; expected BasicAuthenticationStrategy and JWTAuthenticationStrategy");
        }
        int port = listeners.https().getPort();
        if (!file.containsKey("url.prefix")) {
            file.setProperty("url.prefix", "https://localhost:" + port);
        }
        if (!file.containsKey("websocket.url.prefix")) {
            file.setProperty(
                    "websocket.url.prefix", file.getString("url.prefix").replaceFirst("^http", "ws"));
        }
        return JmapRfc8621Configuration.from(file);
    }

    @Provides
    @Singleton
    @Named("jmap")
    JwtTokenVerifier jwt(PropertiesProvider properties, FileSystem files) throws ConfigurationException {
        Configuration file = read(properties).orElseGet(PropertiesConfiguration::new);
        ImmutableList.Builder<String> keys = ImmutableList.builder();
        for (String url : List.of(file.getStringArray("jwt.publickeypem.url"))) {
            try {
                keys.add(Files.readString(files.getFile(url).toPath(), StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new ConfigurationException(
                        "jmap.properties: jwt.publickeypem.url is " + url + "; expected a file with a PEM public key",
                        e);
            }
        }
        return new UncompressedJwtVerifier(new JwtConfiguration(keys.build()));
    }

    private static Optional<Configuration> read(PropertiesProvider properties) throws ConfigurationException {
        try {
            return Optional.of(properties.getConfiguration("jmap"));
        } catch (FileNotFoundException noJmap) {
            return Optional.empty();
        }
    }
}
