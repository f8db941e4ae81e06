package org.waypost.protocols.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;

/**
 * What {@code public.properties} says.
 *
 * @param enabled   whether the listener is there at all
 * @param address   where it listens
 * @param base      its address as strangers know it
 * @param perMinute requests that one client may make in a minute, on average
 * @param burst     requests that one client may make at once
 * @param proxies   networks of reverse proxies whose X-Forwarded-For is believed
 * @param limits    what a request may cost
 */
record PublicConfiguration(
        boolean enabled,
        InetSocketAddress address,
        URI base,
        int perMinute,
        int burst,
        List<Network> proxies,
        HttpLimits limits) {
    static final int DEFAULT_PORT = 443;
    private static final String FILE = "public.properties";

    /**
     * Reads the configuration.
     *
     * @param hostName the name that strangers know the server by when {@code base.url} isn't set
     * @throws ConfigurationException naming key, value and what was expected
     */
    static PublicConfiguration from(Configuration properties, String hostName) throws ConfigurationException {
        int port = PropertyNumbers.number(FILE, properties, "port", DEFAULT_PORT, 0, 65535);
        return new PublicConfiguration(
                properties.getBoolean("enabled", true),
                new InetSocketAddress(host(properties), port),
                base(properties, hostName, port),
                PropertyNumbers.number(FILE, properties, "rate.per.minute", 60, 1, 100_000),
                PropertyNumbers.number(FILE, properties, "rate.burst", 20, 1, 100_000),
                proxies(properties),
                new HttpLimits(
                        4 * 1024,
                        8 * 1024,
                        PropertyNumbers.number(FILE, properties, "request.max.bytes", 64 * 1024, 1024, 100 << 20),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(30),
                        PropertyNumbers.number(FILE, properties, "connections.max", 1000, 1, 1_000_000)));
    }

    private static InetAddress host(Configuration properties) throws ConfigurationException {
        String value = properties.getString("host", "0.0.0.0");
        try {
            return InetAddress.getByName(value);
        } catch (UnknownHostException e) {
            throw new ConfigurationException(FILE + ": host is " + value + "; expected an address of this machine", e);
        }
    }

    private static URI base(Configuration properties, String hostName, int port) throws ConfigurationException {
        String otherwise = "https://" + hostName + (port == DEFAULT_PORT ? "" : ":" + port);
        String value = properties.getString("base.url", otherwise);
        try {
            URI base = new URI(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
            if ("https".equals(base.getScheme()) && base.getHost() != null && base.getQuery() == null) {
                return base;
            }
        } catch (URISyntaxException e) {
            throw new ConfigurationException(notBase(value), e);
        }
        throw new ConfigurationException(notBase(value));
    }

    private static String notBase(String value) {
        return FILE + ": base.url is " + value + "; expected an address such as https://mail.example.org";
    }

    private static List<Network> proxies(Configuration properties) throws ConfigurationException {
        List<Network> networks = new ArrayList<>();
        for (String value : properties.getStringArray("proxies")) {
            try {
                networks.add(Network.parse(value.strip()));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(
                        FILE + ": proxies has " + value + "; expected addresses or networks such as 10.0.0.0/8", e);
            }
        }
        return List.copyOf(networks);
    }
}
