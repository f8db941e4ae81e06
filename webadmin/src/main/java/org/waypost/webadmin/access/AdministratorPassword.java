package org.waypost.webadmin.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A salted hash of an administrator's password, as it stands in {@code webadmin.properties} (PBKDF2, RFC 8018 §5.2):
 * {@code PBKDF2-SHA512:<iterations>:<salt>:<hash>}, salt and hash in base64url without padding.
 */
public final class AdministratorPassword {
    private static final int ITERATIONS = 210_000;
    private static final int LEAST_ITERATIONS = 10_000;
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern FORM =
            Pattern.compile("PBKDF2-SHA512:([0-9]{1,8}):([A-Za-z0-9_-]{16,128}):([A-Za-z0-9_-]{43})");

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private AdministratorPassword(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /**
     * The text to write into the configuration. The password itself isn't kept, and is not wiped here: that is the caller's.
     *
     * @throws IllegalArgumentException when the password is empty
     */
    public static String hash(char[] password) {
        if (password.length == 0) {
            throw new IllegalArgumentException("An administrator's password must not be empty");
        }
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder text = Base64.getUrlEncoder().withoutPadding();
        return "PBKDF2-SHA512:" + ITERATIONS + ":" + text.encodeToString(salt) + ":"
                + text.encodeToString(derive(password, salt, ITERATIONS));
    }

    /**
     * Reads a hash.
     *
     * @throws IllegalArgumentException when the text is not of the form that {@link #hash(char[])} writes
     */
    public static AdministratorPassword parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "expected PBKDF2-SHA512:<iterations>:<salt>:<hash>, as `waypost admin hash` prints it");
        }
        int iterations = Integer.parseInt(parts.group(1));
        if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS) {
            throw new IllegalArgumentException(
                    "expected from " + LEAST_ITERATIONS + " to " + MOST_ITERATIONS + " iterations, got " + iterations);
        }
        Base64.Decoder bytes = Base64.getUrlDecoder();
        return new AdministratorPassword(iterations, bytes.decode(parts.group(2)), bytes.decode(parts.group(3)));
    }

    /** True when {@code password} is the one that was hashed; takes the same time for every wrong one. */
    public boolean matches(char[] password) {
        return password.length > 0 && MessageDigest.isEqual(hash, derive(password, salt, iterations));
    }

    /** A hash that no password has, to spend as much time on an unknown name as on a known one. */
    static AdministratorPassword ofNobody() {
        byte[] random = new byte[SALT_BYTES + HASH_BYTES];
        new SecureRandom().nextBytes(random);
        return new AdministratorPassword(
                ITERATIONS, Arrays.copyOf(random, SALT_BYTES), Arrays.copyOfRange(random, SALT_BYTES, random.length));
    }

    private static byte[] derive(char[] password, byte[] salt, int iterations) {
        PBEKeySpec specification = new PBEKeySpec(password, salt, iterations, HASH_BYTES * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(specification)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no PBKDF2WithHmacSHA512", e);
        } finally {
            specification.clearPassword();
        }
    }
}
