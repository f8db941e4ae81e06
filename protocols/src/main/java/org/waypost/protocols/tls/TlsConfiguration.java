package org.waypost.protocols.tls;

import java.io.FileNotFoundException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.ex.ConversionException;
import org.apache.james.filesystem.api.FileSystem;

/**
 * What {@code tls.properties} says.
 *
 * @param source    the files that are watched: the operator's, or the published ones
 * @param published the files that the mail listeners read, {@code var/tls/private.key} and {@code var/tls/certificates.pem}
 * @param hostName  the name in a certificate that we make ourselves
 * @param watch     time between two looks at the files; 1 s to 1 h
 * @param warning   the health check warns when the certificate ends sooner; 1 to 365 days
 */
public record TlsConfiguration(TlsFiles source, TlsFiles published, String hostName, Duration watch, Duration warning) {
    static final String DEFAULT_PRIVATE_KEY = "file://var/tls/private.key";
    static final String DEFAULT_CERTIFICATES = "file://var/tls/certificates.pem";

    /**
     * Reads the configuration.
     *
     * @param properties the content of {@code tls.properties}; empty means the defaults
     * @throws ConfigurationException naming key, value and what was expected
     */
    public static TlsConfiguration from(Configuration properties, FileSystem files)
            throws ConfigurationException, FileNotFoundException {
        String key = properties.getString("privateKey", null);
        String certificates = properties.getString("certificates", null);
        if ((key == null) != (certificates == null)) {
            throw new ConfigurationException(
                    "tls.properties: " + (key == null ? "certificates" : "privateKey") + " is set and "
                            + (key == null ? "privateKey" : "certificates") + " is not; expected both or neither");
        }
        TlsFiles published = new TlsFiles(path(files, DEFAULT_PRIVATE_KEY), path(files, DEFAULT_CERTIFICATES));
        TlsFiles source = key == null ? published : new TlsFiles(path(files, key), path(files, certificates));
        return new TlsConfiguration(
                source,
                published,
                hostName(properties),
                Duration.ofSeconds(number(properties, "watch.seconds", 5, 1, 3600)),
                Duration.ofDays(number(properties, "warn.days", 14, 1, 365)));
    }

    /** True when nothing else was named, so that we make the certificate ourselves when there is none. */
    boolean isOurs() {
        return source.equals(published);
    }

    private static Path path(FileSystem files, String location) throws FileNotFoundException {
        return location.startsWith("/")
                ? Path.of(location)
                : files.getFile(location).toPath();
    }

    private static long number(Configuration properties, String key, long otherwise, long least, long most)
            throws ConfigurationException {
        try {
            long value = properties.getLong(key, otherwise);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (ConversionException e) {
            throw notANumber(properties, key, least, most, e);
        }
        throw notANumber(properties, key, least, most, null);
    }

    private static ConfigurationException notANumber(
            Configuration properties, String key, long least, long most, Exception cause) {
        return new ConfigurationException(
                "tls.properties: " + key + " is " + properties.getString(key) + "; expected a number from " + least
                        + " to " + most,
                cause);
    }

    private static String hostName(Configuration properties) {
        String name = properties.getString("hostName", null);
        if (name != null) {
            return name;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException machineDoesNotKnowItsOwnName) {
            return "localhost";
        }
    }
}
