package org.waypost.protocols.imap;

import java.util.Optional;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.ex.ConversionException;
import org.apache.james.util.Size;

/**
 * How much of one command a client may send. All sizes are octets. Before authentication only the small, fixed limits
 * hold, because a stranger needs no more than a name and a password (CVE-2024-37358).
 *
 * @param line the text of a command without its literals, after authentication
 * @param message the literal of APPEND and REPLACE, announced as APPENDLIMIT (RFC 7889)
 * @param literals the number of literals in one command, after authentication
 * @param inMemory a literal above this size goes to a temporary file
 */
record CommandLimits(int line, int message, int literals, int inMemory) {

    /** RFC 2683 §3.2.1.5: a server should take lines of 8000 octets. */
    static final int UNAUTHENTICATED_LINE = 8192;

    /** One literal before authentication. */
    static final int UNAUTHENTICATED_LITERAL = 8192;

    /** Literals in one command before authentication: LOGIN has two. */
    static final int UNAUTHENTICATED_LITERALS = 4;

    /** All literals of one command that carries no message. */
    static final int ARGUMENT_LITERALS = 1 << 20;

    static final int DEFAULT_LINE = 65_536;
    static final String DEFAULT_MESSAGE = "50M";
    static final int DEFAULT_LITERALS = 64;
    static final String DEFAULT_IN_MEMORY = "256K";

    private static final int MOST_LITERALS = 10_000;

    /**
     * Reads {@code maxLineLength}, {@code literalSizeLimit}, {@code literalCountLimit} and {@code inMemorySizeLimit}.
     *
     * @throws ConfigurationException naming the key, the value and what was expected
     */
    static CommandLimits from(Configuration server) throws ConfigurationException {
        return new CommandLimits(
                number(server, "maxLineLength", DEFAULT_LINE, UNAUTHENTICATED_LINE, 16 << 20),
                size(server, "literalSizeLimit", DEFAULT_MESSAGE),
                number(server, "literalCountLimit", DEFAULT_LITERALS, UNAUTHENTICATED_LITERALS, MOST_LITERALS),
                size(server, "inMemorySizeLimit", DEFAULT_IN_MEMORY));
    }

    private static int number(Configuration server, String key, int fallback, int least, int most)
            throws ConfigurationException {
        String expected = "; expected a whole number from " + least + " to " + most;
        try {
            int value = server.getInt(key, fallback);
            if (value < least || value > most) {
                throw new ConfigurationException(key + ": '" + value + "'" + expected);
            }
            return value;
        } catch (ConversionException e) {
            throw new ConfigurationException(key + ": '" + server.getString(key) + "'" + expected, e);
        }
    }

    private static int size(Configuration server, String key, String fallback) throws ConfigurationException {
        String text = server.getString(key, fallback);
        try {
            long octets = Size.parse(text).asBytes();
            if (octets > 0 && octets <= Integer.MAX_VALUE) {
                return (int) octets;
            }
            throw new ConfigurationException(key + ": '" + text + "'; expected a size from 1 to 2047M");
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(key + ": '" + text + "'; expected a size such as 512K or 50M", e);
        }
    }

    int line(boolean authenticated) {
        return authenticated ? line : Math.min(line, UNAUTHENTICATED_LINE);
    }

    int literals(boolean authenticated) {
        return authenticated ? literals : UNAUTHENTICATED_LITERALS;
    }

    /** Why a literal of this size may not follow, empty when it may. */
    Optional<String> refusal(PendingCommand command, long size, boolean authenticated) {
        if (!authenticated && size > UNAUTHENTICATED_LITERAL) {
            return Optional.of("A literal before authentication has at most " + UNAUTHENTICATED_LITERAL + " octets");
        }
        if (command.literalCount() >= literals(authenticated)) {
            return Optional.of("The command has too many literals");
        }
        boolean carriesMessage =
                command.verb().equals("APPEND") || command.verb().equals("REPLACE");
        int most = carriesMessage ? message : ARGUMENT_LITERALS;
        if (size > most || command.literalOctets() + size > most + (long) ARGUMENT_LITERALS) {
            return Optional.of("The literals of this command have at most " + most + " octets");
        }
        return Optional.empty();
    }
}
