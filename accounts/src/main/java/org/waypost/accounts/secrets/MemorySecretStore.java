package org.waypost.accounts.secrets;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Secrets in memory; servers of one JVM may share it. */
public final class MemorySecretStore implements SecretStore {
    private final Map<String, byte[]> secrets = new ConcurrentHashMap<>();

    @Override
    public Mono<byte[]> keep(String name, byte[] candidate) {
        return Mono.fromSupplier(
                () -> secrets.computeIfAbsent(name, unused -> candidate.clone()).clone());
    }
}
