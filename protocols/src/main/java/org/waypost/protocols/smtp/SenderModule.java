package org.waypost.protocols.smtp;

import com.google.common.base.Suppliers;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.io.FileNotFoundException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.dnsservice.dnsjava.DNSJavaService;
import org.apache.james.utils.PropertiesProvider;
import org.waypost.policy.dns.Dns;
import org.waypost.policy.dns.ResolverDns;
import org.waypost.policy.sender.SenderVerifier;
import org.xbill.DNS.ResolverConfig;

/** The checks of senders as {@code sender.properties} sets them, and the DNS that they ask. */
public final class SenderModule extends AbstractModule {
    private static final Duration MISSING_REMEMBERED = Duration.ofMinutes(5);

    @Provides
    @Singleton
    SenderConfiguration configuration(PropertiesProvider properties) throws ConfigurationException {
        try {
            return SenderConfiguration.from(properties.getConfiguration("sender"));
        } catch (FileNotFoundException everythingAsByDefault) {
            Configuration nothing = new PropertiesConfiguration();
            return SenderConfiguration.from(nothing);
        }
    }

    @Provides
    @Singleton
    Dns dns(SenderConfiguration configuration, DNSService james) {
        // At the first question: James reads its file after this is made.
        Supplier<Dns> asked = Suppliers.memoize(() -> new ResolverDns(
                configuration.dnsServers().isEmpty() ? servers(james) : configuration.dnsServers(),
                configuration.dnsTimeout(),
                configuration.dnsCached(),
                MISSING_REMEMBERED));
        return (name, type) -> asked.get().ask(name, type);
    }

    /** Those that James asks, by dnsservice.xml. */
    private static List<InetSocketAddress> servers(DNSService james) {
        return james instanceof DNSJavaService service
                ? Arrays.stream(service.getDNSServers())
                        .distinct()
                        .map(server -> new InetSocketAddress(server, SenderConfiguration.DNS_PORT))
                        .toList()
                : ResolverConfig.getCurrentConfig().servers();
    }

    @Provides
    @Singleton
    SenderVerifier verifier(Dns dns, SenderConfiguration configuration) {
        return new SenderVerifier(dns, configuration.settings());
    }
}
