package org.waypost.protocols.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A bucket of tokens for each client address (an IPv6 network of 64 bits is one client): {@code burst} at once, refilled by
 * {@code perMinute}. Remembers {@value #CLIENTS} clients.
 */
final class RequestRate {
    private static final int CLIENTS = 100_000;

    private record Bucket(double tokens, long nanos) {}

    private final double perNano;
    private final int burst;
    private final LongSupplier nanoTime;
    private final Cache<Network, Bucket> buckets;

    /** @param nanoTime {@link System#nanoTime()}, or a test's own */
    RequestRate(int perMinute, int burst, LongSupplier nanoTime) {
        this.perNano = perMinute / (double) Duration.ofMinutes(1).toNanos();
        this.burst = burst;
        this.nanoTime = nanoTime;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(CLIENTS)
                .expireAfterAccess(Duration.ofNanos((long) (burst / perNano)).plusMinutes(1))
                .build();
    }

    /** Takes a token. When there is none, how long until there is one. */
    Optional<Duration> take(InetAddress client) {
        AtomicReference<Optional<Duration>> wait = new AtomicReference<>(Optional.empty());
        buckets.asMap().compute(Network.of(client, client instanceof Inet6Address ? 64 : 32), (network, bucket) -> {
            long now = nanoTime.getAsLong();
            double tokens =
                    bucket == null ? burst : Math.min(burst, bucket.tokens() + (now - bucket.nanos()) * perNano);
            if (tokens < 1) {
                wait.set(Optional.of(Duration.ofNanos((long) Math.ceil((1 - tokens) / perNano))));
                return new Bucket(tokens, now);
            }
            return new Bucket(tokens - 1, now);
        });
        return wait.get();
    }
}
