package org.waypost.protocols.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.util.Size;

/**
 * Where JMAP listens, and what a request may cost: our keys of {@code jmap.properties}.
 *
 * @param enabled whether JMAP is served at all
 * @param https   address of the HTTPS port
 * @param plain   address of a port for clear HTTP, on the loopback interface, for a reverse proxy on the same machine
 * @param limits  what a request may cost
 * @param upload  bytes of an upload (RFC 8620 §6.1)
 * @param failures wrong passwords that one client address may send in a minute; more are answered with 429
 */
record JmapListeners(
        boolean enabled,
        InetSocketAddress https,
        Optional<InetSocketAddress> plain,
        HttpLimits limits,
        long upload,
        int failures) {
    static final int DEFAULT_PORT = 8443;

    /**
     * Reads the configuration.
     *
     * @throws ConfigurationException naming key, value and what was expected
     */
    static JmapListeners from(Configuration properties) throws ConfigurationException {
        InetAddress bind = address(properties, "jmap.host", "0.0.0.0");
        Optional<InetSocketAddress> plain = Optional.empty();
        if (properties.containsKey("jmap.plain.port")) {
            InetAddress local = address(properties, "jmap.plain.host", "127.0.0.1");
            if (!local.isLoopbackAddress()) {
                throw new ConfigurationException("jmap.properties: jmap.plain.host is " + local.getHostAddress()
                        + "; expected a loopback address, because clear HTTP shows passwords to everyone on the way");
            }
            plain = Optional.of(new InetSocketAddress(local, number(properties, "jmap.plain.port", 0, 0, 65535)));
        }
        HttpLimits limits = new HttpLimits(
                8 * 1024,
                number(properties, "header.max.size", 16 * 1024, 1024, 1 << 20),
                size(properties, "request.max.size", "10M"),
                Duration.ofSeconds(number(properties, "request.timeout.seconds", 120, 1, 3600)),
                Duration.ofSeconds(number(properties, "idle.timeout.seconds", 300, 1, 86400)),
                number(properties, "connections.max", 2000, 1, 1_000_000));
        return new JmapListeners(
                properties.getBoolean("enabled", true),
                new InetSocketAddress(bind, number(properties, "jmap.port", DEFAULT_PORT, 0, 65535)),
                plain,
                limits,
                size(properties, "upload.max.size", "30M"),
                number(properties, "failures.per.minute", 20, 1, 100_000));
    }

    /** JMAP is off when there is no {@code jmap.properties}. */
    static JmapListeners disabled() {
        try {
            Configuration nothing = new PropertiesConfiguration();
            nothing.setProperty("enabled", false);
            return from(nothing);
        } catch (ConfigurationException e) {
            throw new IllegalStateException("The defaults of jmap.properties don't do", e);
        }
    }

    private static InetAddress address(Configuration properties, String key, String otherwise)
            throws ConfigurationException {
        String value = properties.getString(key, otherwise);
        try {
            return InetAddress.getByName(value);
        } catch (UnknownHostException e) {
            throw new ConfigurationException(
                    "jmap.properties: " + key + " is " + value + "; expected an address of this machine", e);
        }
    }

    private static int number(Configuration properties, String key, int otherwise, int least, int most)
            throws ConfigurationException {
        return PropertyNumbers.number("jmap.properties", properties, key, otherwise, least, most);
    }

    private static long size(Configuration properties, String key, String otherwise) throws ConfigurationException {
        String value = properties.getString(key, otherwise);
        try {
            return Size.parse(value).asBytes();
        } catch (Exception e) {
            throw new ConfigurationException(
                    "jmap.properties: " + key + " is " + value + "; expected a size such as 10M", e);
        }
    }
}
