package org.waypost.accounts.routes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the passwords of routes with AES-256-GCM, bound to the name of the route. The key is kept outside the table, so
 * that who reads the database has no password.
 */
public final class RouteSecrets {
    /** Octets of a key. */
    public static final int KEY_LENGTH = 32;

    private static final String FORM = "v1";
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final String keyId;
    private final SecureRandom random = new SecureRandom();

    /** @param key {@value #KEY_LENGTH} random octets, the same on all servers of a keyspace */
    public RouteSecrets(byte[] key) {
        if (key.length != KEY_LENGTH) {
            throw new IllegalArgumentException(
                    "the key of the routes has " + key.length + " octets, expected " + KEY_LENGTH);
        }
        this.key = new SecretKeySpec(key, "AES");
        this.keyId = keyId(key);
    }

    private static String keyId(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Encrypts the password of a route. */
    public SealedPassword seal(String route, String password) {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, route, nonce).doFinal(password.getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return new SealedPassword(
                    FORM + ":" + keyId + ":" + Base64.getEncoder().encodeToString(all));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        }
    }

    /**
     * Decrypts the password of a route.
     *
     * @throws Unreadable when it was encrypted with another key or for another route, or was changed
     */
    public String open(String route, SealedPassword password) throws Unreadable {
        String[] parts = password.sealed().split(":", 3);
        if (parts.length != 3 || !parts[0].equals(FORM)) {
            throw new Unreadable("The password of the route " + route + " has an unknown form; set it again", null);
        }
        if (!parts[1].equals(keyId)) {
            throw new Unreadable(
                    "The password of the route " + route + " was encrypted with the key " + parts[1]
                            + ", this server has " + keyId
                            + "; copy the key file of the other server, or set the password again",
                    null);
        }
        try {
            byte[] all = Base64.getDecoder().decode(parts[2]);
            byte[] nonce = java.util.Arrays.copyOf(all, NONCE_LENGTH);
            byte[] open = cipher(Cipher.DECRYPT_MODE, route, nonce)
                    .doFinal(all, NONCE_LENGTH, Math.max(0, all.length - NONCE_LENGTH));
            return new String(open, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Unreadable("The password of the route " + route + " was changed in its store; set it again", e);
        }
    }

    private Cipher cipher(int mode, String route, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(("waypost route " + route).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** A password that can't be decrypted; the message says what to do. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
