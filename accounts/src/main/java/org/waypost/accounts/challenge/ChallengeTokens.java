package org.waypost.accounts.challenge;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.waypost.accounts.secrets.SharedSecret;

/**
 * Signs what is given out, so that any server knows its own again without asking the store, and nobody else can make one.
 *
 * <p>A token is a purpose, a moment of expiry, an id and the first 96 bits of an HMAC-SHA-256 over them, in the letters and
 * digits that survive a mail address (base 32, RFC 4648 §6, in small letters; 53 characters, so that {@code confirm+TOKEN}
 * keeps within the 64 of RFC 5321 §4.5.3.1.1).
 */
public final class ChallengeTokens {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int CONTENT = 1 + 4 + 16;
    private static final int SIGNATURE = 12;
    private static final int LENGTH = (CONTENT + SIGNATURE) * 8 / 5 + 1;

    /** What a token is good for; one isn't good for another. */
    public enum Purpose {
        /** A sender confirms; the id is that of a {@link SentChallenge}. */
        CONFIRM('c'),
        /** A user sees and releases held mail; the id stands for the user. */
        DIGEST('d');

        private final char letter;

        Purpose(char letter) {
            this.letter = letter;
        }
    }

    /**
     * A token that was made here.
     *
     * @param expired whether its time is over
     */
    public record Token(Purpose purpose, UUID id, Instant expires, boolean expired) {}

    private final SharedSecret secret;
    private final Clock clock;

    public ChallengeTokens(SharedSecret secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /** Makes a token. */
    public String make(Purpose purpose, UUID id, Instant expires) {
        byte[] content = ByteBuffer.allocate(CONTENT)
                .put((byte) purpose.letter)
                .putInt((int) expires.getEpochSecond())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return encoded(ByteBuffer.allocate(CONTENT + SIGNATURE)
                .put(content)
                .put(signature(content))
                .array());
    }

    /** Reads a token in capital or small letters; empty for one that was not made here. */
    public Optional<Token> read(String text) {
        return decoded(text.toLowerCase(Locale.ROOT)).flatMap(bytes -> {
            byte[] content = Arrays.copyOf(bytes, CONTENT);
            byte[] signature = Arrays.copyOfRange(bytes, CONTENT, CONTENT + SIGNATURE);
            return MessageDigest.isEqual(signature, signature(content)) ? token(content) : Optional.empty();
        });
    }

    private Optional<Token> token(byte[] content) {
        ByteBuffer fields = ByteBuffer.wrap(content);
        char letter = (char) fields.get();
        Instant expires = Instant.ofEpochSecond(Integer.toUnsignedLong(fields.getInt()));
        UUID id = new UUID(fields.getLong(), fields.getLong());
        return Arrays.stream(Purpose.values())
                .filter(purpose -> purpose.letter == letter)
                .findFirst()
                .map(purpose -> new Token(purpose, id, expires, !expires.isAfter(clock.instant())));
    }

    private byte[] signature(byte[] content) {
        return Arrays.copyOf(secret.sign(content), SIGNATURE);
    }

    private static String encoded(byte[] bytes) {
        BigInteger number = new BigInteger(1, bytes);
        char[] text = new char[LENGTH];
        for (int index = LENGTH - 1; index >= 0; index--) {
            text[index] = ALPHABET.charAt(number.intValue() & 31);
            number = number.shiftRight(5);
        }
        return new String(text);
    }

    private static Optional<byte[]> decoded(String text) {
        if (text.length() != LENGTH || text.chars().anyMatch(letter -> ALPHABET.indexOf(letter) < 0)) {
            return Optional.empty();
        }
        BigInteger number = BigInteger.ZERO;
        for (char letter : text.toCharArray()) {
            number = number.shiftLeft(5).or(BigInteger.valueOf(ALPHABET.indexOf(letter)));
        }
        if (number.bitLength() > (CONTENT + SIGNATURE) * 8) {
            return Optional.empty();
        }
        byte[] all = number.toByteArray();
        byte[] bytes = new byte[CONTENT + SIGNATURE];
        int taken = Math.min(all.length, bytes.length);
        System.arraycopy(all, all.length - taken, bytes, bytes.length - taken, taken);
        return Optional.of(bytes);
    }
}
