package org.waypost.protocols.managesieve;

import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.util.Size;

/**
 * How much a client may send, in octets.
 *
 * @param script the largest script
 */
record SieveLimits(int script) {

    /** A line of text; RFC 5804 §4 has quoted strings of up to 1024 octets. */
    static final int LINE = 8192;

    /** A literal that is no script, and any literal before authentication. */
    static final int SMALL_LITERAL = 8192;

    /** Literals in one command: RENAMESCRIPT has two. */
    static final int LITERALS = 4;

    /** A literal that is larger than it may be is still read up to this size, so that the client gets its answer. */
    static final long DISCARDED = 64L << 20;

    private static final String DEFAULT_SCRIPT = "1M";
    private static final long MOST = 16L << 20;

    /**
     * Reads {@code maxScriptSize}.
     *
     * @throws ConfigurationException naming the key, the value and what was expected
     */
    static SieveLimits from(Configuration server) throws ConfigurationException {
        String text = server.getString("maxScriptSize", DEFAULT_SCRIPT);
        try {
            long octets = Size.parse(text).asBytes();
            if (octets >= 1 && octets <= MOST) {
                return new SieveLimits((int) octets);
            }
            throw new ConfigurationException("maxScriptSize: '" + text + "'; expected a size from 1 to 16M");
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("maxScriptSize: '" + text + "'; expected a size such as 512K or 1M", e);
        }
    }

    /** The largest literal of this command. */
    int literal(String verb, boolean authenticated) {
        boolean carriesScript = verb.equals("PUTSCRIPT") || verb.equals("CHECKSCRIPT");
        return authenticated && carriesScript ? script : SMALL_LITERAL;
    }
}
