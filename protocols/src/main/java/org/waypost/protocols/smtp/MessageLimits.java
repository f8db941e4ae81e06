package org.waypost.protocols.smtp;

import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.ex.ConversionException;

/**
 * The limits of one message beside its size.
 *
 * @param lineLength the longest line in bytes, at least 1000 (RFC 5321 §4.5.3.1.6)
 * @param headerLines the most lines in a message's header, folded lines counted singly
 * @param headerBytes the most bytes in a message's header
 * @param hops the most servers that a message may have passed, by its Received fields; 0 for any number
 */
public record MessageLimits(int lineLength, int headerLines, int headerBytes, int hops) {

    private static final int RFC_LINE = 1000;
    private static final int DEFAULT_LINE = 65_536;
    private static final int DEFAULT_HEADER_LINES = 1_000;
    private static final int DEFAULT_HEADER_BYTES = 262_144;
    private static final int DEFAULT_HOPS = 50;

    /**
     * Reads {@code maxLineLength} (default 65536), {@code headers.maxLines} (default 1000), {@code headers.maxSize}
     * (bytes, default 262144) and {@code headers.maxReceived} (default 50) of a server's block.
     *
     * @throws ConfigurationException naming the key, the value and what was expected
     */
    public static MessageLimits from(Configuration server) throws ConfigurationException {
        return new MessageLimits(
                atLeast(server, "maxLineLength", DEFAULT_LINE, RFC_LINE),
                atLeast(server, "headers.maxLines", DEFAULT_HEADER_LINES, 1),
                atLeast(server, "headers.maxSize", DEFAULT_HEADER_BYTES, RFC_LINE),
                atLeast(server, "headers.maxReceived", DEFAULT_HOPS, 0));
    }

    static int atLeast(Configuration server, String key, int unset, int least) throws ConfigurationException {
        String expected = "; expected a whole number from " + least;
        try {
            int value = server.getInt(key, unset);
            if (value < least) {
                throw new ConfigurationException(key + ": '" + value + "'" + expected);
            }
            return value;
        } catch (ConversionException e) {
            throw new ConfigurationException(key + ": '" + server.getString(key) + "'" + expected, e);
        }
    }
}
