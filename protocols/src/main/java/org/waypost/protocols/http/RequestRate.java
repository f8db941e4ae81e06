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
        buckets.asMap().compute(network(client), (network, bucket) -> {
            Bucket filled = filled(bucket);
            if (filled.tokens() < 1) {
                wait.set(Optional.of(untilOne(filled)));
                return filled;
            }
            return new Bucket(filled.tokens() - 1, filled.nanos());
        });
        return wait.get();
    }

    /** How long until there is a token; empty when there is one. Takes none. */
    Optional<Duration> look(InetAddress client) {
        Bucket filled = filled(buckets.getIfPresent(network(client)));
        return filled.tokens() < 1 ? Optional.of(untilOne(filled)) : Optional.empty();
    }

    private Bucket filled(Bucket bucket) {
        long now = nanoTime.getAsLong();
        return bucket == null
                ? new Bucket(burst, now)
                : new Bucket(Math.min(burst, bucket.tokens() + (now - bucket.nanos()) * perNano), now);
    }

    private Duration untilOne(Bucket bucket) {
        return Duration.ofNanos((long) Math.ceil((1 - bucket.tokens()) / perNano));
    }

    private static Network network(InetAddress client) {
        return Network.of(client, client instanceof Inet6Address ? 64 : 32);
    }
}
