package org.waypost.protocols.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.sun.management.ThreadMXBean;
import io.jsonwebtoken.CompressionCodecs;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.SignatureAlgorithm;
import java.lang.management.ManagementFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.apache.james.jwt.JwtConfiguration;
import org.apache.james.jwt.JwtTokenVerifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UncompressedJwtVerifierTest {
    private static final int BOMB = 32 << 20;

    private static KeyPair ours;
    private static KeyPair strangers;
    private static JwtConfiguration configuration;

    @BeforeAll
    static void keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        ours = generator.generateKeyPair();
        strangers = generator.generateKeyPair();
        configuration = new JwtConfiguration(ImmutableList.of("-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(ours.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n"));
    }

    @Test
    void tokenThatWeSignedIsTaken() {
        String token = Jwts.builder()
                .setClaims(Map.of("sub", "alice@example.test", "admin", true))
                .signWith(ours.getPrivate(), SignatureAlgorithm.RS256)
                .compact();
        UncompressedJwtVerifier verifier = new UncompressedJwtVerifier(configuration);

        assertThat(verifier.verifyAndExtractLogin(token)).contains("alice@example.test");
        assertThat(verifier.hasAttribute("admin", true, token)).isTrue();
    }

    @Test
    void tokenOfAStrangerIsRefused() {
        String token = Jwts.builder()
                .setClaims(Map.of("sub", "alice@example.test"))
                .signWith(strangers.getPrivate(), SignatureAlgorithm.RS256)
                .compact();

        assertThat(new UncompressedJwtVerifier(configuration).verifyAndExtractLogin(token))
                .isEmpty();
        assertThat(new UncompressedJwtVerifier(configuration).verifyAndExtractLogin("no token"))
                .isEmpty();
        assertThat(new UncompressedJwtVerifier(configuration).verifyAndExtractLogin("....."))
                .isEmpty();
    }

    @Test
    void compressedTokenIsRefusedEvenWhenWeSignedIt() {
        String token = compressed(ours, "x");

        assertThat(JwtTokenVerifier.create(configuration).verifyAndExtractLogin(token))
                .contains("alice@example.test");
        assertThat(new UncompressedJwtVerifier(configuration).verifyAndExtractLogin(token))
                .isEmpty();
    }

    @Test
    void bombOfAStrangerFillsTheMemoryOnStockJames() {
        String bomb = compressed(strangers, "x".repeat(BOMB));
        JwtTokenVerifier stock = JwtTokenVerifier.create(configuration);

        assertThat(allocated(() -> stock.verifyAndExtractLogin(bomb))).isGreaterThan(BOMB);
    }

    @Test
    void bombOfAStrangerIsNotInflated() {
        String bomb = compressed(strangers, "x".repeat(BOMB));
        UncompressedJwtVerifier verifier = new UncompressedJwtVerifier(configuration);

        assertThat(allocated(() -> verifier.verifyAndExtractLogin(bomb))).isLessThan(BOMB / 8);
    }

    private static String compressed(KeyPair signer, String filler) {
        return Jwts.builder()
                .setClaims(Map.of("sub", "alice@example.test", "filler", filler))
                .compressWith(CompressionCodecs.DEFLATE)
                .signWith(signer.getPrivate(), SignatureAlgorithm.RS256)
                .compact();
    }

    /** Bytes that this thread took from the heap. */
    private static long allocated(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        work.run();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }
}
