package org.waypost.server.configuration.schema;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The types of value that conf files use. */
public final class Values {
    private static final Pattern DURATION = Pattern.compile(
            "\\d+\\s*(ms|msec|msecs|s|sec|secs|second|seconds|m|min|mins|minute|minutes|h|hour|hours|d|day|days|w|week|weeks|month|months|y|year|years)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SIZE = Pattern.compile("\\d+\\s*[KMGT]?", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST =
            Pattern.compile("(?i)[a-z0-9_]([a-z0-9_-]{0,62})?(\\.[a-z0-9_]([a-z0-9_-]{0,62})?)*\\.?");
    private static final Pattern CLASS = Pattern.compile("([a-zA-Z_]\\w*\\.)*[a-zA-Z_$][\\w$]*");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]+");

    private Values() {}

    /** {@code true} or {@code false}. */
    public static ValueType bool() {
        return ValueType.of("true or false", value -> "true".equals(value) || "false".equals(value));
    }

    /** A TCP port from 1 to 65535. */
    public static ValueType port() {
        return integer(1, 65535, "a port, 1 to 65535");
    }

    /** A TCP port, or 0 for any that is free. */
    public static ValueType listenPort() {
        return integer(0, 65535, "a port, 0 to 65535");
    }

    /** {@code address:port} of this machine; an IPv6 address stands in brackets. */
    public static ValueType listenAddress() {
        return ValueType.of("address:port of this machine, such as 0.0.0.0:25 or [::1]:25", Values::isHostAndPort);
    }

    /** A secret of a given form: never shown. */
    public static ValueType secretMatching(String regex, String expected) {
        Pattern pattern = Pattern.compile(regex);
        return new ValueType(expected, true, value -> pattern.matcher(value).matches());
    }

    /** A whole number between two bounds, both allowed. */
    public static ValueType integer(long min, long max) {
        return integer(
                min,
                max,
                max == Integer.MAX_VALUE || max == Long.MAX_VALUE
                        ? "a whole number, " + min + " or more"
                        : "a whole number, " + min + " to " + max);
    }

    private static ValueType integer(long min, long max, String words) {
        return ValueType.of(words, value -> {
            if (!value.matches("-?\\d{1,18}")) {
                return false;
            }
            long number = Long.parseLong(value);
            return number >= min && number <= max;
        });
    }

    /** A time with a unit: {@code 30s}, {@code 5 minutes}, {@code 1d}; the unit without which James reads it is named. */
    public static ValueType duration(String unitWhenNone) {
        return ValueType.of(
                "a time such as 30s, 5 minutes or 1d (without a unit: " + unitWhenNone + ")",
                value -> DURATION.matcher(value).matches());
    }

    /** A size with a unit: {@code 500K}, {@code 20M}, {@code 1G}. */
    public static ValueType size(String unitWhenNone) {
        return ValueType.of(
                "a size such as 500K, 20M or 1G (without a unit: " + unitWhenNone + ")",
                value -> SIZE.matcher(value).matches());
    }

    /** One of a few words, in this spelling. */
    public static ValueType oneOf(String... words) {
        List<String> allowed = List.of(words);
        return ValueType.of("one of: " + String.join(", ", words), allowed::contains);
    }

    /** One of a few words, in any case. */
    public static ValueType oneOfAnyCase(String... words) {
        List<String> allowed =
                Arrays.stream(words).map(word -> word.toLowerCase(Locale.ROOT)).toList();
        return ValueType.of(
                "one of: " + String.join(", ", words), value -> allowed.contains(value.toLowerCase(Locale.ROOT)));
    }

    /** A file, as {@code file://conf/x}, {@code file://var/x} or {@code file:///absolute/x}. */
    public static ValueType file() {
        return ValueType.of(
                "a file: file://conf/NAME, file://var/NAME, file:///ABSOLUTE/PATH or /ABSOLUTE/PATH",
                value -> value.startsWith("/")
                        || value.matches("(file://|classpath:)\\S.*")
                        || value.matches("file:/[^/].*"));
    }

    /** A web address of one of these schemes. */
    public static ValueType url(String... schemes) {
        List<String> allowed = List.of(schemes);
        return ValueType.of("an address that begins with " + String.join(":// or ", schemes) + "://", value -> {
            try {
                URI uri = new URI(value);
                return uri.getScheme() != null
                        && allowed.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                        && uri.getHost() != null;
            } catch (URISyntaxException e) {
                return false;
            }
        });
    }

    /** A host name or an IP address. */
    public static ValueType host() {
        return ValueType.of("a host name or an IP address", Values::isHost);
    }

    /** {@code host:port}; an IPv6 address stands in brackets. */
    public static ValueType hostAndPort() {
        return ValueType.of("host:port", Values::isHostAndPort);
    }

    /** A host with or without a port. */
    public static ValueType contactPoint() {
        return ValueType.of("host or host:port", value -> isHost(value) || isHostAndPort(value));
    }

    /** A mail domain. */
    public static ValueType domain() {
        return ValueType.of("a domain name", value -> HOST.matcher(value).matches());
    }

    /** A mail address, or a name without a domain. */
    public static ValueType mailAddress() {
        return ValueType.of("a mail address", value -> value.matches("[^\\s@]+(@[^\\s@]+)?"));
    }

    /** An IP address with or without a prefix length: {@code 192.0.2.0/24}, {@code 2001:db8::/32}. */
    public static ValueType addressBlock() {
        return ValueType.of("an IP address or block such as 192.0.2.0/24 or 2001:db8::/32", AddressBlocks::isBlock);
    }

    /** A Java class, full or in the default package of its kind. */
    public static ValueType className() {
        return ValueType.of("a Java class name", value -> CLASS.matcher(value).matches());
    }

    /** A name of letters, digits, dot, dash and underscore. */
    public static ValueType word() {
        return ValueType.of("a name of letters, digits, '.', '-' and '_'", value -> WORD.matcher(value)
                .matches());
    }

    /** Any text that isn't empty. */
    public static ValueType text() {
        return ValueType.of("some text", value -> !value.isBlank());
    }

    /** Any text, also none. */
    public static ValueType any() {
        return ValueType.of("any text", value -> true);
    }

    /** A password or key: never shown. */
    public static ValueType secret() {
        return new ValueType("a secret", true, value -> !value.isBlank());
    }

    /** Text of a given form. */
    public static ValueType matching(String regex, String expected) {
        Pattern pattern = Pattern.compile(regex);
        return ValueType.of(expected, value -> pattern.matcher(value).matches());
    }

    private static boolean isHost(String value) {
        return HOST.matcher(value).matches()
                || AddressBlocks.isAddress(value)
                || (value.startsWith("[")
                        && value.endsWith("]")
                        && AddressBlocks.isAddress(value.substring(1, value.length() - 1)));
    }

    private static boolean isHostAndPort(String value) {
        int colon = value.lastIndexOf(':');
        return colon > 0 && isHost(value.substring(0, colon)) && listenPort().accepts(value.substring(colon + 1));
    }
}
