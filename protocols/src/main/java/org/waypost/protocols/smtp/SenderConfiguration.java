package org.waypost.protocols.smtp;

import com.google.common.net.HostAndPort;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.core.Domain;
import org.apache.james.util.DurationParser;
import org.waypost.accounts.network.AddressBlock;
import org.waypost.policy.sender.SenderCheckSettings;

/**
 * What {@code sender.properties} says.
 *
 * @param settings   how senders are checked
 * @param dnsServers whom to ask; none for those of {@code dnsservice.xml}
 * @param dnsTimeout how long one of them has for one try
 * @param dnsCached  the most answers that are remembered
 */
record SenderConfiguration(
        SenderCheckSettings settings, List<InetSocketAddress> dnsServers, Duration dnsTimeout, int dnsCached) {
    private static final String FILE = "sender.properties";
    static final int DNS_PORT = 53;

    /** @throws ConfigurationException naming key, value and what was expected */
    static SenderConfiguration from(Configuration properties) throws ConfigurationException {
        SenderCheckSettings settings = new SenderCheckSettings(
                read(properties, "spf", "true", SenderConfiguration::flag, "true or false"),
                read(properties, "dkim", "true", SenderConfiguration::flag, "true or false"),
                duration(properties, "deadline.spf", "10s"),
                duration(properties, "deadline.dkim", "10s"),
                duration(properties, "deadline.total", "15s"),
                list(properties, "trusted", AddressBlock::parse, "addresses or networks such as 192.0.2.0/24"),
                list(properties, "skip.domains", Domain::of, "domains such as example.org").stream()
                        .collect(Collectors.toUnmodifiableSet()),
                read(properties, "received.spf", "false", SenderConfiguration::flag, "true or false"));
        return new SenderConfiguration(
                settings,
                list(
                        properties,
                        "dns.servers",
                        SenderConfiguration::server,
                        "addresses such as 127.0.0.1 or [::1]:5353"),
                duration(properties, "dns.timeout", "3s"),
                read(properties, "dns.cache", "50000", SenderConfiguration::cached, "a number from 0 to 10000000"));
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static int cached(String text) {
        int number = Integer.parseInt(text);
        if (number < 0 || number > 10_000_000) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static InetSocketAddress server(String text) {
        HostAndPort server = HostAndPort.fromString(text).withDefaultPort(DNS_PORT);
        return new InetSocketAddress(com.google.common.net.InetAddresses.forString(server.getHost()), server.getPort());
    }

    private static Duration duration(Configuration properties, String key, String standard)
            throws ConfigurationException {
        return read(
                properties,
                key,
                standard,
                text -> {
                    Duration duration = DurationParser.parse(text, ChronoUnit.SECONDS);
                    if (duration.toMillis() < 1 || duration.compareTo(Duration.ofMinutes(1)) > 0) {
                        throw new IllegalArgumentException(text);
                    }
                    return duration;
                },
                "a duration above zero and up to 1m, such as 10s");
    }

    private static <T> T read(
            Configuration properties, String key, String standard, Function<String, T> reader, String expected)
            throws ConfigurationException {
        String text = properties.getString(key, standard).trim();
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ConfigurationException(FILE + ": " + key + " is " + text + "; expected " + expected, e);
        }
    }

    private static <T> List<T> list(Configuration properties, String key, Function<String, T> reader, String expected)
            throws ConfigurationException {
        String all = String.join(",", properties.getStringArray(key));
        try {
            return Arrays.stream(all.split("[,\\s]+"))
                    .filter(text -> !text.isEmpty())
                    .map(reader)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(FILE + ": " + key + " is " + all + "; expected " + expected, e);
        }
    }
}
