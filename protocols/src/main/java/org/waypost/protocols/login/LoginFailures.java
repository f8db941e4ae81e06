package org.waypost.protocols.login;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failed log-ins by client, over all its connections. Each failure makes the next answer "no" of the same client come
 * later, from one to eight seconds; a right password is never delayed. IPv6 clients count by /64 (RFC 6177). A client
 * that keeps quiet for ten minutes is forgotten.
 */
@Singleton
public final class LoginFailures {

    /** Failures on one connection after which it is closed. */
    public static final int MOST_ON_A_CONNECTION = 3;

    private static final Logger LOGGER = LoggerFactory.getLogger(LoginFailures.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 3;
    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final int MOST_CLIENTS = 100_000;
    private static final int IPV6_CUSTOMER_BYTES = 8;

    private final Duration first;
    private final Cache<InetAddress, Integer> failures = CacheBuilder.newBuilder()
            .expireAfterWrite(MEMORY)
            .maximumSize(MOST_CLIENTS)
            .build();

    @Inject
    public LoginFailures() {
        this(FIRST);
    }

    /** @param first how long the first failure delays its answer; later ones up to eight times as long */
    public LoginFailures(Duration first) {
        this.first = first;
    }

    /**
     * Counts and logs a failure.
     *
     * @return how long to wait before saying no
     */
    public Duration failed(String protocol, InetAddress client) {
        int count = failures.asMap().merge(network(client), 1, Integer::sum);
        LOGGER.info("{}: log-in failed from {}, number {}", protocol, client.getHostAddress(), count);
        return first.multipliedBy(1L << Math.min(count - 1, MOST_DOUBLINGS));
    }

    private static InetAddress network(InetAddress client) {
        if (!(client instanceof Inet6Address)) {
            return client;
        }
        byte[] network = Arrays.copyOf(Arrays.copyOf(client.getAddress(), IPV6_CUSTOMER_BYTES), 16);
        try {
            return InetAddress.getByAddress(network);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are always an address", e);
        }
    }
}
