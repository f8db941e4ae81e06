package org.waypost.policy.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.policy.forward.Srs.Found;

@Tag("feature-144")
class SrsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Domain OURS = Domain.of("example.test");

    private static Srs srs(String secret, Instant now) {
        return new Srs(content -> hmac(secret, content), Clock.fixed(now, ZoneOffset.UTC), Duration.ofDays(21));
    }

    private static Srs srs() {
        return srs("secret", NOW);
    }

    private static byte[] hmac(String secret, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return mac.doFinal(content);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String rewritten(Srs srs, String sender) throws Exception {
        return srs.rewrite(new MailAddress(sender), OURS).orElseThrow().asString();
    }

    private static Found found(Srs srs, String address) throws Exception {
        return srs.reverse(new MailAddress(address));
    }

    /** Made once with another program over the same definition: what servers gave out must stay valid over versions. */
    @ParameterizedTest
    @CsvSource({
        "carol@example.org,              SRS0=ffl76b=jo=example.org=carol@example.test",
        "Carol+tag=x@Example.ORG,        SRS0=zbelzu=jo=example.org=Carol+tag=x@example.test",
        "SRS0=HHHH=TT=origin.org=carol@relay.net, SRS1=gik55t=relay.net==HHHH=TT=origin.org=carol@example.test",
        "SRS0+HHHH=TT=origin.org=carol@relay.net, SRS1=toqsal=relay.net=+HHHH=TT=origin.org=carol@example.test",
        "SRS1=HHHH=relay.net==GGGG=TT=origin.org=carol@second.net, SRS1=mw7kcq=relay.net==GGGG=TT=origin.org=carol@example.test"
    })
    void vectors(String sender, String expected) throws Exception {
        assertThat(rewritten(srs(), sender)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"carol@example.org", "Carol.X+tag=y@example.org", "a=b=c@example.org", "x@sub.example.co.uk"})
    void aSenderComesBackAsItWas(String sender) throws Exception {
        assertThat(found(srs(), rewritten(srs(), sender))).isEqualTo(new Found.Original(new MailAddress(sender)));
    }

    @Test
    void aSenderComesBackWhenOthersWriteAllLettersSmallOrLarge() throws Exception {
        String address = rewritten(srs(), "carol@example.org");

        assertThat(found(srs(), address.toLowerCase(Locale.ROOT))).isInstanceOf(Found.Original.class);
        assertThat(found(srs(), address.toUpperCase(Locale.ROOT))).isInstanceOf(Found.Original.class);
    }

    @Test
    void aSenderThatAnotherServerRewroteComesBackToThatServer() throws Exception {
        String address = rewritten(srs(), "SRS0=HHHH=TT=origin.org=carol@relay.net");

        assertThat(address).startsWith("SRS1=").contains("=relay.net==HHHH=TT=origin.org=carol@");
        assertThat(found(srs(), address))
                .isEqualTo(new Found.Original(new MailAddress("SRS0=HHHH=TT=origin.org=carol@relay.net")));
    }

    @Test
    void anAddressGrowsByOneHopOnly() throws Exception {
        String second = rewritten(srs("other", NOW), "SRS0=HHHH=TT=origin.org=carol@relay.net");
        String third = rewritten(srs(), second);

        assertThat(third).hasSameSizeAs(second).contains("=relay.net==HHHH=TT=origin.org=carol@");
        assertThat(found(srs(), third))
                .isEqualTo(new Found.Original(new MailAddress("SRS0=HHHH=TT=origin.org=carol@relay.net")));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "21, true", "22, false", "400, false", "1022, false"})
    void anAddressIsTakenBackForItsTimeOnly(int days, boolean valid) throws Exception {
        String address = rewritten(srs(), "carol@example.org");

        Found found = found(srs("secret", NOW.plus(Duration.ofDays(days))), address);

        assertThat(found instanceof Found.Original).isEqualTo(valid);
        if (!valid) {
            assertThat(found).isEqualTo(new Found.Wrong("expired"));
        }
    }

    @Test
    void theClockOfAnotherServerMayBeAheadOverMidnight() throws Exception {
        String address = rewritten(srs("secret", NOW.plus(Duration.ofDays(1))), "carol@example.org");

        assertThat(found(srs(), address)).isInstanceOf(Found.Original.class);
    }

    @Test
    void whatIsChangedIsForged() throws Exception {
        String address = rewritten(srs(), "carol@example.org");
        String local = address.substring(0, address.indexOf('@'));

        for (int place = "SRS0=".length(); place < local.length(); place++) {
            char now = local.charAt(place);
            if (now == '=' || now == '.') {
                continue;
            }
            char other = now == 'q' ? 'p' : 'q';
            String changed = local.substring(0, place) + other + local.substring(place + 1) + "@example.test";
            assertThat(found(srs(), changed)).as(changed).isEqualTo(new Found.Wrong("forged"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SRS0=aaaaaa=bb=example.org=carol@example.test",
                "SRS0=a=b=example.org=carol@example.test",
                "SRS1=aaaaaa=relay.net==HHHH=TT=origin.org=carol@example.test",
                "srs0-aaaaaa=bb=example.org=carol@example.test"
            })
    void whatWasNeverGivenOutIsForged(String address) throws Exception {
        assertThat(found(srs(), address)).isEqualTo(new Found.Wrong("forged"));
    }

    @Test
    void whatAnotherSecretSignedIsForged() throws Exception {
        assertThat(found(srs(), rewritten(srs("other", NOW), "carol@example.org")))
                .isEqualTo(new Found.Wrong("forged"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"carol@example.test", "srs0@example.test", "srs0=a=b@example.test", "srs2=a=b=c=d@example.test"})
    void addressesLikeAnyOtherAreLeftAlone(String address) throws Exception {
        assertThat(found(srs(), address)).isEqualTo(new Found.Ordinary());
    }

    @Test
    void whatWouldBeTooLongOrIsQuotedIsNotRewritten() throws Exception {
        assertThat(srs().rewrite(new MailAddress("a".repeat(50) + "@example.org"), OURS))
                .isEmpty();
        assertThat(srs().rewrite(new MailAddress("\"a b\"@example.org"), OURS)).isEmpty();
    }

    @Test
    void hashesAreSpread() throws Exception {
        Set<String> hashes = new HashSet<>();
        for (int index = 0; index < 1000; index++) {
            hashes.add(rewritten(srs(), "carol" + index + "@example.org").substring(5, 11));
        }
        assertThat(hashes).hasSize(1000);
    }
}
