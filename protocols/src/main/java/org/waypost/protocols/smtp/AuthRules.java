package org.waypost.protocols.smtp;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.util.DurationParser;

/**
 * How clients authenticate on one listener (RFC 4954).
 *
 * @param offered whether AUTH is there at all
 * @param tlsRequired whether AUTH needs TLS, on the verb as in the announcement
 * @param required whether MAIL needs AUTH (submission, RFC 6409 §4.3)
 * @param maxFailures after so many failures the connection ends, at least 1
 * @param failureDelay how long a client waits for the answer to a failure
 */
public record AuthRules(
        boolean offered, boolean tlsRequired, boolean required, int maxFailures, Duration failureDelay) {

    /** AUTH is not there. */
    public static final AuthRules NONE = new AuthRules(false, true, false, 1, Duration.ZERO);

    private static final int DEFAULT_FAILURES = 3;
    private static final String DEFAULT_DELAY = "2s";
    private static final String DELAY = "auth.failureDelay";

    /**
     * Reads {@code auth.requireSSL} (default true), {@code auth.required} (default false), {@code auth.maxFailures}
     * (default 3) and {@code auth.failureDelay} (default 2s) of a server's block.
     *
     * @param offered whether the block announces AUTH to anybody
     * @throws ConfigurationException naming the key, the value and what was expected
     */
    public static AuthRules from(Configuration server, boolean offered) throws ConfigurationException {
        boolean required = server.getBoolean("auth.required", false);
        if (required && !offered) {
            throw new ConfigurationException(
                    "auth.required: 'true' needs AUTH; expected auth.announce to be 'always' or"
                            + " 'forUnauthorizedAddresses'");
        }
        return new AuthRules(
                offered,
                server.getBoolean("auth.requireSSL", true),
                required,
                MessageLimits.atLeast(server, "auth.maxFailures", DEFAULT_FAILURES, 1),
                delay(server));
    }

    private static Duration delay(Configuration server) throws ConfigurationException {
        String text = server.getString(DELAY, DEFAULT_DELAY);
        try {
            return DurationParser.parse(text, ChronoUnit.SECONDS);
        } catch (NumberFormatException e) {
            throw new ConfigurationException(DELAY + ": '" + text + "'; expected a time such as '2s' or '500ms'", e);
        }
    }
}
