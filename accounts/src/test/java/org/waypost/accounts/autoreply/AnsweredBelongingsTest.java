package org.waypost.accounts.autoreply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.settings.Scope;

@Tag("feature-145")
class AnsweredBelongingsTest {
    private static final Username BOB = Username.of("bob@example.test");
    private static final Username ROBERT = Username.of("robert@example.test");

    private AnsweredSenders answered;
    private AnsweredBelongings belongings;
    private MailAddress carol;

    @BeforeEach
    void setUp() throws Exception {
        answered = new MemoryAnsweredSenders(Clock.systemUTC());
        belongings = new AnsweredBelongings(answered, Clock.systemUTC());
        carol = new MailAddress("carol@example.org");
        answered.claim(BOB, "away", carol, Duration.ofDays(7)).block();
    }

    @Test
    void whomAUserAnsweredIsKnownUnderAnotherName() {
        belongings.move(BOB, ROBERT).block();

        assertThat(answered.claim(ROBERT, "away", carol, Duration.ofDays(7)).block())
                .isFalse();
        assertThat(answered.of(BOB).collectList().block()).isEmpty();
    }

    @Test
    void whomARemovedUserAnsweredIsForgotten() {
        belongings.remove(Scope.user(BOB)).block();

        assertThat(answered.of(BOB).collectList().block()).isEmpty();
    }
}
