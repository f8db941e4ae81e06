package org.waypost.policy.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.policy.dns.ResolverDns;
import org.waypost.testing.dns.PlayedDns;

/** RFC 6376, RFC 8301 and RFC 8463, with messages that jDKIM signs and those of the RFC, over a DNS server on loopback. */
@Tag("feature-76")
class DkimTest {
    private static final String MESSAGE =
            """
            From: Joe <joe@signed.test>
            To: bob@example.test
            Subject: =?utf-8?q?gr=C3=BC=C3=9Fe?=
             folded   here
            Date: Fri, 11 Jul 2003 21:00:37 -0700

            Hi.

            We lost the game.  Are you hungry yet?

            Joe.


            """
                    .replace("\n", "\r\n");
    private static final String RFC_8463 =
            """
            DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
             d=football.example.com; i=@football.example.com;
             q=dns/txt; s=brisbane; t=1528637909; h=from : to :
             subject : date : message-id : from : subject : date;
             bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
             b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
             Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
             d=football.example.com; i=@football.example.com;
             q=dns/txt; s=test; t=1528637909; h=from : to : subject :
             date : message-id : from : subject : date;
             bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
             b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
             DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
             dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
            From: Joe SixPack <joe@football.example.com>
            To: Suzie Q <suzie@shopping.example.net>
            Subject: Is dinner ready?
            Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
            Message-ID: <20030712040037.46341.5F8J@football.example.com>

            Hi.

            We lost the game.  Are you hungry yet?

            Joe.
            """
                    .replace("\n", "\r\n");

    private static KeyPair key;
    private static KeyPair weak;
    private static PlayedDns dns;
    private static SenderVerifier verifier;

    @BeforeAll
    static void keys() throws Exception {
        key = rsa(2048);
        weak = rsa(512);
        dns = new PlayedDns()
                .withText("s1._domainkey.signed.test", "v=DKIM1; k=rsa; p=" + base64(key))
                .withText("plain._domainkey.signed.test", "p=" + base64(key))
                .withText("weak._domainkey.signed.test", "v=DKIM1; p=" + base64(weak))
                .withText("wrong._domainkey.signed.test", "v=DKIM1; p=" + base64(rsa(1024)))
                .withText("revoked._domainkey.signed.test", "v=DKIM1; p=")
                .withText("strict._domainkey.signed.test", "v=DKIM1; t=s; p=" + base64(key))
                .withText("tls._domainkey.signed.test", "v=DKIM1; s=tlsrpt; p=" + base64(key))
                .withText("garbage._domainkey.signed.test", "v=DKIM1; p=AAAA")
                .failing("broken._domainkey.signed.test")
                .withText(
                        "brisbane._domainkey.football.example.com",
                        "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
                .withText(
                        "test._domainkey.football.example.com",
                        "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWR"
                                + "iGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutAC"
                                + "DfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3"
                                + "Ip3G+2kryOTIKT+l/K4w3QIDAQAB");
        verifier = verifier(dns, Duration.ofSeconds(5));
    }

    @AfterAll
    static void stop() throws IOException {
        dns.close();
    }

    private static SenderVerifier verifier(PlayedDns server, Duration deadline) {
        return new SenderVerifier(
                new ResolverDns(List.of(server.address()), Duration.ofSeconds(3), 1000, Duration.ofSeconds(60)),
                new SenderCheckSettings(true, true, deadline, deadline, deadline, List.of(), Set.of(), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed", "relaxed"})
    void aSignedMessageIsItsSigners(String canonical) throws Exception {
        String signed = signed("s1", "c=" + canonical + ";") + MESSAGE;

        assertThat(checked(signed))
                .containsExactly(new DkimResult(Verdict.PASS, "signed.test", "s1", "rsa-sha256", ""));
    }

    @Test
    void theMessageOfRfc8463IsSignedTwice() {
        assertThat(checked(RFC_8463))
                .containsExactly(
                        new DkimResult(Verdict.PASS, "football.example.com", "brisbane", "ed25519-sha256", ""),
                        new DkimResult(Verdict.PASS, "football.example.com", "test", "rsa-sha256", ""));
        assertThat(verdicts(RFC_8463.replace("dinner", "supper"))).containsExactly(Verdict.FAIL, Verdict.FAIL);
    }

    @Test
    void relaxedFormsBearWhatServersDoToBlanksAndLines() throws Exception {
        String signed = signed("plain", "c=relaxed/relaxed;") + MESSAGE;

        assertThat(verdicts("Received: from x by y; z\r\n"
                        + signed.replace("folded   here", "folded here").replace("game.  Are", "game. Are \t")))
                .containsExactly(Verdict.PASS);
        assertThat(verdicts(signed.replace("From: Joe", "FROM:   Joe"))).containsExactly(Verdict.PASS);
    }

    @Test
    void whatWasChangedFails() throws Exception {
        String signed = signed("s1", "c=relaxed/relaxed;") + MESSAGE;

        assertThat(checked(signed.replace("hungry", "angry")))
                .extracting(DkimResult::verdict, DkimResult::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Verdict.FAIL, "the body was changed"));
        assertThat(verdicts(signed.replace("Joe <joe@", "Jim <jim@"))).containsExactly(Verdict.FAIL);
        assertThat(verdicts(signed + "and more\r\n")).containsExactly(Verdict.FAIL);
        assertThat(verdicts(signed("s1", "c=simple/simple;") + MESSAGE.replace("game.  Are", "game. Are")))
                .containsExactly(Verdict.FAIL);
    }

    @Test
    void keysThatAreNotThereOrNotGoodDontCount() throws Exception {
        assertThat(checked(signed("missing", "") + MESSAGE).get(0))
                .extracting(DkimResult::verdict, DkimResult::reason)
                .containsExactly(Verdict.PERMERROR, "no key");
        assertThat(verdicts(signed("wrong", "") + MESSAGE)).containsExactly(Verdict.FAIL);
        assertThat(verdicts(signed("revoked", "") + MESSAGE)).containsExactly(Verdict.PERMERROR);
        assertThat(verdicts(signed("garbage", "") + MESSAGE)).containsExactly(Verdict.PERMERROR);
        assertThat(verdicts(signed("tls", "") + MESSAGE)).containsExactly(Verdict.PERMERROR);
        assertThat(verdicts(signed("broken", "") + MESSAGE)).containsExactly(Verdict.TEMPERROR);
        // t=s: the identity must be of the very domain.
        assertThat(verdicts(signed("strict", "i=joe@sub.signed.test;") + MESSAGE))
                .containsExactly(Verdict.PERMERROR);
        assertThat(verdicts(signed("strict", "i=joe@signed.test;") + MESSAGE)).containsExactly(Verdict.PASS);
    }

    @Test
    void weakKeysAndAlgorithmsDontCount() throws Exception {
        assertThat(checked(signed("weak", "", weak.getPrivate()) + MESSAGE).get(0))
                .extracting(DkimResult::verdict, DkimResult::reason)
                .containsExactly(Verdict.PERMERROR, "a key of 512 bits");
        String old =
                new DKIMSigner(template("s1", "").replace("sha256", "sha1"), key.getPrivate()).sign(stream(MESSAGE));
        assertThat(checked(old + "\r\n" + MESSAGE).get(0))
                .extracting(DkimResult::verdict, DkimResult::algorithm)
                .containsExactly(Verdict.PERMERROR, "rsa-sha1");
    }

    @Test
    void anExpiredSignatureFails() throws Exception {
        // jDKIM does not sign with a date that has passed.
        long soon = System.currentTimeMillis() / 1000 + 2;
        String signed = signed("s1", "x=" + soon + ";") + MESSAGE;
        org.awaitility.Awaitility.await().until(() -> System.currentTimeMillis() / 1000 > soon + 1);

        assertThat(checked(signed).get(0))
                .extracting(DkimResult::verdict, DkimResult::reason)
                .containsExactly(Verdict.FAIL, "the signature has expired");
    }

    @Test
    void whatIsNotSignedIsNobodys() throws Exception {
        String signed = signed("s1", "c=relaxed/simple; l=10;") + MESSAGE;
        assertThat(checked(signed).get(0))
                .extracting(DkimResult::verdict, DkimResult::reason)
                .containsExactly(Verdict.NEUTRAL, "the end of the body is not signed");
        assertThat(verdicts(signed + "an advertisement\r\n")).containsExactly(Verdict.NEUTRAL);
        // A second author before the signed one would be the one that is shown.
        assertThat(checked("From: ceo@signed.test\r\n" + signed("s1", "") + MESSAGE)
                        .get(0))
                .extracting(DkimResult::verdict, DkimResult::reason)
                .containsExactly(Verdict.FAIL, "a From field is not signed");
    }

    @Test
    void whatCantBeUnderstoodIsNeutralAndManyAreNotLookedAt() throws Exception {
        String[] wrong = {
            "v=2; a=rsa-sha256; d=signed.test; s=s1; h=from; bh=x; b=x",
            "garbage",
            "v=1; a=rsa-sha256; d=signed.test; s=s1; h=from; l=99999999999999999999; bh=AAAA; b=AAAA",
            "v=1; a=rsa-sha256; d=; s=s1; h=from; bh=AAAA; b=AAAA",
            "v=1; a=rsa-sha256; d=other.test; i=@signed.test; s=s1; h=from; bh=AAAA; b=AAAA",
            "v=1; a=rsa-sha256; c=odd/odd; d=signed.test; s=s1; h=from; bh=AAAA; b=AAAA"
        };
        for (String field : wrong) {
            assertThat(verdicts("DKIM-Signature: " + field + "\r\n" + MESSAGE))
                    .as(field)
                    .allMatch(verdict -> verdict == Verdict.NEUTRAL || verdict == Verdict.PERMERROR);
        }
        assertThat(verdicts(
                        "DKIM-Signature: v=1; a=rsa-sha256; d=signed.test; s=s1; h=to; bh=AAAA; b=AAAA\r\n" + MESSAGE))
                .containsExactly(Verdict.PERMERROR);
        assertThat(checked("DKIM-Signature: x\r\n".repeat(200) + MESSAGE)).hasSize(DkimCheck.MOST_SIGNATURES);
        assertThat(checked(MESSAGE)).isEmpty();
        assertThat(checked("")).isEmpty();
    }

    @Test
    void aDeadDnsIsATemporaryErrorWithinTheDeadline() throws Exception {
        try (PlayedDns dead = new PlayedDns()) {
            dead.silent();
            long start = System.nanoTime();

            List<DkimResult> results = verifier(dead, Duration.ofMillis(700))
                    .dkim(() -> stream(RFC_8463))
                    .block();

            assertThat(results).extracting(DkimResult::verdict).containsExactly(Verdict.TEMPERROR, Verdict.TEMPERROR);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
    }

    private static String signed(String selector, String more) throws IOException, FailException {
        return signed(selector, more, key.getPrivate());
    }

    private static String signed(String selector, String more, PrivateKey with) throws IOException, FailException {
        return new DKIMSigner(template(selector, more), with).sign(stream(MESSAGE)) + "\r\n";
    }

    private static String template(String selector, String more) {
        return "v=1; a=rsa-sha256; d=signed.test; s=" + selector + "; h=from:to:subject:date; " + more + " bh=; b=;";
    }

    private static List<Verdict> verdicts(String message) {
        return checked(message).stream().map(DkimResult::verdict).toList();
    }

    private static List<DkimResult> checked(String message) {
        return verifier.dkim(() -> stream(message)).block();
    }

    private static ByteArrayInputStream stream(String message) {
        return new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static KeyPair rsa(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String base64(KeyPair pair) {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }
}
