package org.waypost.protocols.login;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.james.core.Username;

/**
 * What a client says in SASL PLAIN (RFC 4616 §2).
 *
 * @param authorization whom the client wants to act for; the same as {@code user} when it named nobody
 * @param user whose password it is
 * @param password the password, never empty
 */
public record PlainCredentials(Username authorization, Username user, String password) {

    /** Reads the base64 form that all protocols send; empty when it is malformed in any way. */
    public static Optional<PlainCredentials> fromBase64(String text) {
        try {
            return parse(Base64.getDecoder().decode(text.trim().getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<PlainCredentials> parse(byte[] message) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message))
                    .toString();
            // RFC 4616 §2: message = [authzid] UTF8NUL authcid UTF8NUL passwd
            String[] parts = text.split("\0", -1);
            if (parts.length != 3 || parts[2].isEmpty()) {
                return Optional.empty();
            }
            return user(parts[1]).flatMap(user -> (parts[0].isEmpty() ? Optional.of(user) : user(parts[0]))
                    .map(authorization -> new PlainCredentials(authorization, user, parts[2])));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** A user name as James wants it; empty when it can't be one. */
    public static Optional<Username> user(String name) {
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Username.of(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the client wants to act for somebody else. */
    public boolean isDelegation() {
        return !authorization.equals(user);
    }

    @Override
    public String toString() {
        return "PlainCredentials[authorization=" + authorization.asString() + ", user=" + user.asString() + "]";
    }
}
