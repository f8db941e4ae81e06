package org.waypost.protocols.proxy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.ex.ConversionException;
import org.waypost.accounts.network.AddressBlock;

/**
 * Which balancers may say, by a PROXY header, on whose behalf they connect.
 *
 * @param trusted the balancers; nobody else may send a header
 * @param required whether a balancer must send a header; when not, one that stays silent for {@code headerTimeout} is
 *     a client like any other
 * @param headerTimeout how long to wait for a balancer's header, more than zero
 */
public record ProxyProtocol(List<AddressBlock> trusted, boolean required, Duration headerTimeout) {

    /** The time a balancer has for its header when the configuration says nothing. */
    public static final Duration DEFAULT_HEADER_TIMEOUT = Duration.ofSeconds(5);

    private static final String TRUSTED = "proxyProtocol.trusted";
    private static final String REQUIRED = "proxyProtocol.required";
    private static final String HEADER_TIMEOUT = "proxyProtocol.headerTimeout";
    private static final String STOCK_SWITCH = "proxyRequired";

    public ProxyProtocol {
        trusted = List.copyOf(trusted);
        if (headerTimeout.isZero() || headerTimeout.isNegative()) {
            throw new IllegalArgumentException("a header time-out must be more than zero");
        }
    }

    /** No balancer at all: every peer is the client. */
    public static ProxyProtocol off() {
        return new ProxyProtocol(List.of(), true, DEFAULT_HEADER_TIMEOUT);
    }

    /**
     * Reads a server's {@code <proxyProtocol>} element: {@code trusted} (blocks, default none), {@code required}
     * (default true), {@code headerTimeout} (seconds, default 5).
     *
     * @throws ConfigurationException naming the key, the value and what was expected
     */
    public static ProxyProtocol from(Configuration server) throws ConfigurationException {
        if (server.getBoolean(STOCK_SWITCH, false)) {
            // With James' own switch any peer could name any client.
            throw new ConfigurationException(
                    "proxyRequired: 'true' is not supported; expected the balancers' addresses in " + TRUSTED);
        }
        String blocks = String.join(",", server.getList(String.class, TRUSTED, List.of()));
        try {
            return new ProxyProtocol(
                    AddressBlock.parseList(blocks),
                    server.getBoolean(REQUIRED, true),
                    Duration.ofSeconds(server.getLong(HEADER_TIMEOUT, DEFAULT_HEADER_TIMEOUT.toSeconds())));
        } catch (ConversionException | IllegalArgumentException e) {
            throw new ConfigurationException("proxyProtocol: " + e.getMessage(), e);
        }
    }

    /** Whether this peer is one of the balancers. */
    public boolean trusts(InetAddress peer) {
        return trusted.stream().anyMatch(block -> block.contains(peer));
    }
}
