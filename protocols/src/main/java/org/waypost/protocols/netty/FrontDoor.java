package org.waypost.protocols.netty;

import io.netty.bootstrap.ServerBootstrap;
import java.nio.charset.StandardCharsets;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.ex.ConversionException;
import org.waypost.protocols.proxy.ProxyProtocol;

/**
 * What every connection passes before its session begins: the PROXY header of a balancer, then the connection limits.
 * Only then does the rest of the pipeline learn that there is a connection, and {@code channel.remoteAddress()} is the
 * client's address for good.
 *
 * <p>A server installs it in {@code configureBootstrap} and leaves James' own limits at zero, so that they are not
 * counted twice on the balancer's address.
 */
public final class FrontDoor {

    static final String NAME = "frontDoor";

    private final String service;
    private final ProxyProtocol proxy;
    private final ConnectionLimits limits;
    private final byte[] busy;

    /**
     * @param service the listener's name in logs
     * @param busy what a client is told, in its protocol, when it is refused for a limit; without line end. It is not
     *     sent where TLS comes first
     */
    public FrontDoor(String service, ProxyProtocol proxy, ConnectionLimits limits, String busy) {
        this.service = service;
        this.proxy = proxy;
        this.limits = limits;
        this.busy = (busy + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads {@code proxyProtocol}, {@code connectionLimit} and {@code connectionLimitPerIP} (both default 0, no limit)
     * of a server's block.
     *
     * @throws ConfigurationException naming the key, the value and what was expected
     */
    public static FrontDoor from(Configuration server, String service, String busy) throws ConfigurationException {
        ConnectionLimits limits =
                new ConnectionLimits(limit(server, "connectionLimit"), limit(server, "connectionLimitPerIP"));
        return new FrontDoor(service, ProxyProtocol.from(server), limits, busy);
    }

    private static int limit(Configuration server, String key) throws ConfigurationException {
        String expected = "; expected a whole number from 0 (no limit)";
        try {
            int limit = server.getInt(key, 0);
            if (limit < 0) {
                throw new ConfigurationException(key + ": '" + limit + "'" + expected);
            }
            return limit;
        } catch (ConversionException e) {
            throw new ConfigurationException(key + ": '" + server.getString(key) + "'" + expected, e);
        }
    }

    /** Puts this door in front of all connections that the bootstrap's listeners will accept. */
    public void installOn(ServerBootstrap bootstrap) {
        bootstrap.handler(new ClientSocketChannel.Acceptor(
                channel -> channel.pipeline().addLast(NAME, new FrontDoorHandler(this))));
    }

    /** The counters behind the limits. */
    public ConnectionLimits limits() {
        return limits;
    }

    String service() {
        return service;
    }

    ProxyProtocol proxy() {
        return proxy;
    }

    byte[] busy() {
        return busy.clone();
    }
}
