package org.waypost.webadmin.access;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Counts failed attempts by address (an IPv6 network of 64 bits counts as one). After {@code allowed} failures within {@code window} of
 * the first, the address waits until the window is over. Remembers {@value #ADDRESSES} addresses; the oldest are forgotten first.
 */
final class FailureLimit {
    private static final int ADDRESSES = 20_000;

    private record Failures(int count, Instant since) {}

    private final int allowed;
    private final Duration window;
    private final Clock clock;
    private final Cache<String, Failures> failures;

    FailureLimit(int allowed, Duration window, Clock clock) {
        this.allowed = allowed;
        this.window = window;
        this.clock = clock;
        this.failures = CacheBuilder.newBuilder()
                .maximumSize(ADDRESSES)
                .expireAfterWrite(window)
                .build();
    }

    /** How long the address has to wait; empty when it may try. */
    Optional<Duration> wait(String address) {
        Failures known = failures.getIfPresent(network(address));
        if (known == null || known.count() < allowed) {
            return Optional.empty();
        }
        Duration rest = Duration.between(clock.instant(), known.since().plus(window));
        return rest.isNegative() || rest.isZero() ? Optional.empty() : Optional.of(rest);
    }

    /** Notes a failed attempt. */
    void failed(String address) {
        Instant now = clock.instant();
        failures.asMap()
                .merge(
                        network(address),
                        new Failures(1, now),
                        (old, one) -> old.since().plus(window).isBefore(now)
                                ? one
                                : new Failures(old.count() + 1, old.since()));
    }

    private static String network(String address) {
        if (!InetAddresses.isInetAddress(address)) {
            return address;
        }
        InetAddress parsed = InetAddresses.forString(address);
        if (parsed instanceof Inet6Address) {
            return "6:" + Arrays.toString(Arrays.copyOf(parsed.getAddress(), 8));
        }
        return parsed.getHostAddress();
    }
}
