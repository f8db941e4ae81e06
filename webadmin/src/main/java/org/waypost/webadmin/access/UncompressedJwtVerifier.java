package org.waypost.webadmin.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.apache.james.jwt.DefaultPublicKeyProvider;
import org.apache.james.jwt.JwtConfiguration;
import org.apache.james.jwt.JwtTokenVerifier;
import org.apache.james.jwt.PublicKeyReader;

/**
 * Verifies JSON Web Tokens (RFC 7519) like James, but refuses compressed ones (RFC 7516 §4.1.3) and those of more than {@value #LONGEST}
 * characters before anything is inflated: jjwt inflates a token before it looks at the signature.
 */
final class UncompressedJwtVerifier extends JwtTokenVerifier {
    static final int LONGEST = 16 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    UncompressedJwtVerifier(JwtConfiguration configuration) {
        super(new DefaultPublicKeyProvider(configuration, new PublicKeyReader()));
    }

    @Override
    public <T> Optional<T> verifyAndExtractClaim(String token, String claimName, Class<T> returnType) {
        return isPlain(token) ? super.verifyAndExtractClaim(token, claimName, returnType) : Optional.empty();
    }

    private static boolean isPlain(String token) {
        int end = token.indexOf('.');
        if (end < 0 || token.length() > LONGEST) {
            return false;
        }
        try {
            JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(token.substring(0, end)));
            return header != null && header.isObject() && !header.has("zip");
        } catch (IOException | IllegalArgumentException noHeader) {
            return false;
        }
    }
}
