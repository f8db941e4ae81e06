package org.waypost.protocols.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.apache.james.jwt.DefaultPublicKeyProvider;
import org.apache.james.jwt.JwtConfiguration;
import org.apache.james.jwt.JwtTokenVerifier;
import org.apache.james.jwt.PublicKeyReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies JSON Web Tokens (RFC 7519) like James, but refuses compressed ones before anything is inflated: jjwt inflates a token before it
 * looks at the signature, so a stranger could fill the memory. A token of more than {@value #LONGEST} characters is refused too.
 */
public final class UncompressedJwtVerifier extends JwtTokenVerifier {
    static final int LONGEST = 16 * 1024;

    private static final Logger LOGGER = LoggerFactory.getLogger(UncompressedJwtVerifier.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Verifies with the public keys of {@code configuration}; with none, every token is refused. */
    public UncompressedJwtVerifier(JwtConfiguration configuration) {
        super(new DefaultPublicKeyProvider(configuration, new PublicKeyReader()));
    }

    @Override
    public <T> Optional<T> verifyAndExtractClaim(String token, String claimName, Class<T> returnType) {
        if (!isPlain(token)) {
            return Optional.empty();
        }
        return super.verifyAndExtractClaim(token, claimName, returnType);
    }

    private static boolean isPlain(String token) {
        int end = token.indexOf('.');
        if (end < 0 || token.length() > LONGEST) {
            LOGGER.info("Refused a JSON Web Token: {}", end < 0 ? "it has no header" : "it is too long");
            return false;
        }
        try {
            JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(token.substring(0, end)));
            // RFC 7516 §4.1.3: "zip" says that the payload is compressed; a signed token (RFC 7515) has no use for it.
            if (header != null && header.isObject() && !header.has("zip")) {
                return true;
            }
            LOGGER.info("Refused a JSON Web Token: it is compressed or its header is not an object");
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.info("Refused a JSON Web Token: its header can't be read ({})", e.getMessage());
        }
        return false;
    }
}
