package org.waypost.accounts.secrets;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs with a secret that all servers of the keyspace share (HMAC-SHA-256, RFC 2104). Made once, at random, and read once. */
public final class SharedSecret {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SecretStore store;
    private final String name;
    private volatile SecretKeySpec key;

    /** @param name for what it is, such as {@code challenge} */
    public SharedSecret(SecretStore store, String name) {
        this.store = store;
        this.name = name;
    }

    /**
     * The signature of some bytes, 32 bytes long. The first call asks the store, so not for an event loop; later ones don't.
     *
     * @throws IllegalStateException when the store does not answer
     */
    public byte[] sign(byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            return mac.doFinal(content);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(ALGORITHM + " is missing", e);
        }
    }

    private SecretKeySpec key() {
        SecretKeySpec known = key;
        if (known == null) {
            byte[] candidate = new byte[BYTES];
            new SecureRandom().nextBytes(candidate);
            byte[] kept = store.keep(name, candidate).block(PATIENCE);
            if (kept == null) {
                throw new IllegalStateException("the secret " + name + " can't be read");
            }
            known = new SecretKeySpec(kept, ALGORITHM);
            key = known;
        }
        return known;
    }
}
