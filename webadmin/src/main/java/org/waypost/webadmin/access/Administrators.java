package org.waypost.webadmin.access;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.james.jwt.JwtTokenVerifier;

/** Finds out whose credentials an {@code Authorization} field holds. */
final class Administrators {
    /** The name under which the bearer of the generated token appears in the log. */
    static final String TOKEN_BEARER = "token";

    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final AdministratorToken token;
    private final Map<String, AdministratorPassword> passwords;
    private final Optional<JwtTokenVerifier> jwt;
    private final AdministratorPassword nobody = AdministratorPassword.ofNobody();
    private final HashFunction digest;
    private final Cache<String, String> recent = CacheBuilder.newBuilder()
            .maximumSize(1000)
            .expireAfterWrite(REMEMBERED)
            .build();

    /**
     * @param passwords by the administrator's name
     * @param jwt       empty when JSON Web Tokens are not taken
     */
    Administrators(
            AdministratorToken token, Map<String, AdministratorPassword> passwords, Optional<JwtTokenVerifier> jwt) {
        this.token = token;
        this.passwords = Map.copyOf(passwords);
        this.jwt = jwt;
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        this.digest = Hashing.hmacSha256(key);
    }

    /** True when {@code authorization} is the generated token, which can't be guessed and so is never made to wait. */
    boolean bearsToken(String authorization) {
        return credentials(authorization, "bearer").map(token::matches).orElse(false);
    }

    /** The name of the administrator whose password or JSON Web Token this is; empty when it is nobody's. */
    Optional<String> identify(String authorization) {
        Optional<String> basic = credentials(authorization, "basic");
        if (basic.isPresent()) {
            return password(basic.get());
        }
        return credentials(authorization, "bearer")
                .flatMap(bearer -> jwt.filter(verifier -> verifier.hasAttribute("admin", true, bearer))
                        .flatMap(verifier -> verifier.verifyAndExtractLogin(bearer)));
    }

    private Optional<String> password(String basic) {
        String proof = digest.hashString(basic, StandardCharsets.UTF_8).toString();
        String known = recent.getIfPresent(proof);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<String> name = checked(basic);
        name.ifPresent(administrator -> recent.put(proof, administrator));
        return name;
    }

    // RFC 7617 §2: base64 of name, colon, password.
    private Optional<String> checked(String basic) {
        String decoded;
        try {
            decoded = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        int colon = decoded.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String name = decoded.substring(0, colon);
        boolean right = passwords
                .getOrDefault(name, nobody)
                .matches(decoded.substring(colon + 1).toCharArray());
        return right ? Optional.of(name) : Optional.empty();
    }

    // RFC 9110 §11.1: the scheme's name is compared without regard to case.
    private static Optional<String> credentials(String authorization, String scheme) {
        int space = authorization.indexOf(' ');
        if (space < 0
                || !authorization.substring(0, space).toLowerCase(Locale.ROOT).equals(scheme)) {
            return Optional.empty();
        }
        return Optional.of(authorization.substring(space + 1).strip());
    }
}
