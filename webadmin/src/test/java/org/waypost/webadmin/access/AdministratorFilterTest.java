package org.waypost.webadmin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableList;
import io.jsonwebtoken.CompressionCodecs;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.SignatureAlgorithm;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.james.jwt.JwtConfiguration;
import org.apache.james.jwt.JwtTokenVerifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spark.HaltException;
import spark.RequestResponseFactory;

class AdministratorFilterTest {
    private static final String ELSEWHERE = "192.0.2.7";
    private static final String HASH = AdministratorPassword.hash("secret".toCharArray());

    private static KeyPair keys;
    private static JwtConfiguration jwt;

    @TempDir
    Path folder;

    private AdministratorFilter filter;
    private String token;
    private final Map<String, String> answerHeaders = new HashMap<>();

    @BeforeAll
    static void keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        jwt = new JwtConfiguration(ImmutableList.of("-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n"));
    }

    @BeforeEach
    void make() throws Exception {
        Path file = folder.resolve("token");
        AdministratorToken generated = new AdministratorToken(file);
        token = "Bearer " + Files.readString(file).strip();
        filter = new AdministratorFilter(
                new Administrators(
                        generated,
                        Map.of("carol", AdministratorPassword.parse(HASH)),
                        Optional.of(new UncompressedJwtVerifier(jwt))),
                new FailureLimit(3, Duration.ofMinutes(5), Clock.systemUTC()));
    }

    @Test
    void administratorsPass() {
        assertThat(status(true, ELSEWHERE, token)).isZero();
        assertThat(status(true, ELSEWHERE, basic("carol", "secret"))).isZero();
        assertThat(status(true, ELSEWHERE, basic("carol", "secret"))).isZero();
        assertThat(status(true, ELSEWHERE, "Bearer " + signed(Map.of("sub", "dora", "admin", true))))
                .isZero();
    }

    @Test
    void allOthersDoNot() {
        assertThat(status(true, ELSEWHERE, null)).isEqualTo(401);
        assertThat(status(true, "192.0.2.10", "Bearer wrong")).isEqualTo(401);
        assertThat(status(true, "192.0.2.11", basic("carol", "wrong"))).isEqualTo(401);
        assertThat(status(true, "192.0.2.12", basic("mallory", "secret"))).isEqualTo(401);
        assertThat(status(true, "192.0.2.13", "Digest x")).isEqualTo(401);
        assertThat(status(true, "192.0.2.14", "Basic %%%")).isEqualTo(401);
        assertThat(status(true, "192.0.2.15", "")).isEqualTo(401);
        assertThat(status(true, "192.0.2.16", "Bearer " + signed(Map.of("sub", "user"))))
                .isEqualTo(401);
    }

    @Test
    void credentialsInClearTextFromAnotherMachineAreRefusedEvenWhenTheyAreRight() {
        assertThat(status(false, ELSEWHERE, token)).isEqualTo(403);
        assertThat(status(false, ELSEWHERE, basic("carol", "secret"))).isEqualTo(403);
        assertThat(status(false, "127.0.0.1", token)).isZero();
    }

    @Test
    void guesserWaitsAndTheBearerOfTheTokenDoesNot() {
        for (int i = 0; i < 3; i++) {
            assertThat(status(true, ELSEWHERE, basic("carol", "guess" + i))).isEqualTo(401);
        }

        assertThat(status(true, ELSEWHERE, basic("carol", "secret"))).isEqualTo(429);
        assertThat(Integer.parseInt(answerHeaders.get("Retry-After"))).isBetween(1, 301);
        assertThat(status(true, ELSEWHERE, token)).isZero();
        assertThat(status(true, "192.0.2.8", basic("carol", "secret"))).isZero();
    }

    @Test
    void compressedJsonWebTokenIsTakenOnStockJamesAndRefusedHere() {
        String compressed = token(Map.of("sub", "dora", "admin", true))
                .compressWith(CompressionCodecs.DEFLATE)
                .compact();

        assertThat(JwtTokenVerifier.create(jwt).verifyAndExtractLogin(compressed))
                .contains("dora");
        assertThat(status(true, ELSEWHERE, "Bearer " + compressed)).isEqualTo(401);
    }

    private static JwtBuilder token(Map<String, Object> claims) {
        return Jwts.builder().setClaims(claims).signWith(keys.getPrivate(), SignatureAlgorithm.RS256);
    }

    private static String signed(Map<String, Object> claims) {
        return token(claims).compact();
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** The status with which the filter refuses, or 0 when it lets pass. */
    private int status(boolean secure, String address, String authorization) {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "isSecure" -> secure;
                        case "getRemoteAddr" -> address;
                        case "getHeader" -> "Authorization".equals(arguments[0]) ? authorization : null;
                        default -> null;
                    };
                });
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                    if (method.getName().endsWith("Header")) {
                        answerHeaders.put((String) arguments[0], (String) arguments[1]);
                    }
                    return null;
                });
        HaltException refusal = catchThrowableOfType(
                HaltException.class,
                () -> filter.handle(RequestResponseFactory.create(request), RequestResponseFactory.create(response)));
        return refusal == null ? 0 : refusal.statusCode();
    }
}
