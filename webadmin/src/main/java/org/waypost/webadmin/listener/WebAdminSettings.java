package org.waypost.webadmin.listener;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.ex.ConversionException;

/**
 * What {@code webadmin.properties} says about the listener.
 *
 * @param enabled    whether WebAdmin is served
 * @param host       address to listen on
 * @param port       port to listen on; 0 for any free one
 * @param https      false for clear HTTP, which is served on the loopback interface only
 * @param corsOrigin the foreign site whose scripts may call WebAdmin; empty for none
 * @param threads    requests answered at once
 * @param routes     names of further classes of routes
 */
public record WebAdminSettings(
        boolean enabled,
        InetAddress host,
        int port,
        boolean https,
        Optional<String> corsOrigin,
        int threads,
        List<String> routes) {
    /** The port when none is named. */
    public static final int DEFAULT_PORT = 8000;

    /**
     * Reads the configuration.
     *
     * @throws ConfigurationException naming key, value and what was expected
     */
    public static WebAdminSettings from(Configuration properties) throws ConfigurationException {
        try {
            WebAdminSettings settings = new WebAdminSettings(
                    properties.getBoolean("enabled", true),
                    host(properties),
                    number(properties, "port", DEFAULT_PORT, 0, 65535),
                    properties.getBoolean("https.enabled", true),
                    properties.getBoolean("cors.enable", false)
                            ? Optional.ofNullable(properties.getString("cors.origin", null))
                            : Optional.empty(),
                    number(properties, "maxThreadCount", 20, 8, 1000),
                    List.of(properties.getStringArray("extensions.routes")));
            settings.check();
            return settings;
        } catch (ConversionException e) {
            throw new ConfigurationException("webadmin.properties: " + e.getMessage(), e);
        }
    }

    private void check() throws ConfigurationException {
        if (!https && !host.isLoopbackAddress()) {
            throw new ConfigurationException(
                    "webadmin.properties: https.enabled is false and host is " + host.getHostAddress()
                            + "; expected a loopback address, because clear HTTP shows passwords to everyone on the way");
        }
        if (corsOrigin.isPresent() && corsOrigin.get().equals("*")) {
            throw new ConfigurationException(
                    "webadmin.properties: cors.origin is *; expected one site such as https://admin.example.org");
        }
    }

    private static InetAddress host(Configuration properties) throws ConfigurationException {
        String value = properties.getString("host", "127.0.0.1");
        try {
            return InetAddress.getByName(value);
        } catch (UnknownHostException e) {
            throw new ConfigurationException(
                    "webadmin.properties: host is " + value + "; expected an address of this machine", e);
        }
    }

    private static int number(Configuration properties, String key, int otherwise, int least, int most)
            throws ConfigurationException {
        int value = properties.getInt(key, otherwise);
        if (value < least || value > most) {
            throw new ConfigurationException("webadmin.properties: " + key + " is " + value
                    + "; expected a number from " + least + " to " + most);
        }
        return value;
    }
}
