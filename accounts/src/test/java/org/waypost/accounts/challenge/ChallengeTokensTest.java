package org.waypost.accounts.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.challenge.ChallengeTokens.Purpose;
import org.waypost.accounts.challenge.ChallengeTokens.Token;
import org.waypost.accounts.secrets.MemorySecretStore;
import org.waypost.accounts.secrets.SecretStore;
import org.waypost.accounts.secrets.SharedSecret;

@Tag("feature-78")
class ChallengeTokensTest {
    private static final Instant NOW = Instant.parse("2030-01-31T12:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(14));

    private final SecretStore secrets = new MemorySecretStore();
    private final ChallengeTokens tokens = at(NOW, secrets);

    private static ChallengeTokens at(Instant moment, SecretStore secrets) {
        return new ChallengeTokens(new SharedSecret(secrets, "challenge"), Clock.fixed(moment, ZoneOffset.UTC));
    }

    @Test
    void anyServerReadsWhatAnotherMade() {
        UUID id = UUID.randomUUID();

        String token = tokens.make(Purpose.CONFIRM, id, LATER);

        assertThat(at(NOW, secrets).read(token)).contains(new Token(Purpose.CONFIRM, id, LATER, false));
    }

    @Test
    void itFitsTheLocalPartOfAnAddressInAnyCase() {
        for (int count = 0; count < 1000; count++) {
            String token = tokens.make(Purpose.CONFIRM, UUID.randomUUID(), LATER);

            assertThat("confirm+" + token).hasSizeLessThanOrEqualTo(64).matches("confirm\\+[a-z2-7]+");
            assertThat(tokens.read(token.toUpperCase(Locale.ROOT))).isPresent();
        }
    }

    @Test
    void anExpiredOneIsKnownAsSuch() {
        String token = tokens.make(Purpose.CONFIRM, UUID.randomUUID(), LATER);

        assertThat(at(LATER, secrets).read(token))
                .hasValueSatisfying(read -> assertThat(read.expired()).isTrue());
    }

    @Test
    void aChangeOfAnyLetterIsNoticed() {
        String token = tokens.make(Purpose.CONFIRM, UUID.randomUUID(), LATER);

        for (int place = 0; place < token.length(); place++) {
            char other = token.charAt(place) == 'a' ? 'b' : 'a';
            String forged = token.substring(0, place) + other + token.substring(place + 1);
            assertThat(tokens.read(forged)).as(forged).isEmpty();
        }
    }

    @Test
    void whatWasMadeWithAnotherSecretIsNone() {
        String foreign = at(NOW, new MemorySecretStore()).make(Purpose.CONFIRM, UUID.randomUUID(), LATER);

        assertThat(tokens.read(foreign)).isEmpty();
    }

    @Test
    void whatIsNoTokenIsNone() {
        for (String text : new String[] {"", "a", "7".repeat(53), "a".repeat(53), "ä".repeat(53), "a".repeat(10_000)}) {
            assertThat(tokens.read(text)).as(text).isEmpty();
        }
    }
}
