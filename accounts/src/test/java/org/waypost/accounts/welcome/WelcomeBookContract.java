package org.waypost.accounts.welcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.james.core.Username;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What every book of welcomes does. */
@Tag("feature-149")
public interface WelcomeBookContract {
    Username BOB = Username.of("bob@example.org");
    Username ROB = Username.of("rob@example.org");
    Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    WelcomeBook book();

    private boolean owe(Username user) {
        return Mono.from(book().owe(user, NOW)).block();
    }

    private boolean claim(Username user, Instant when) {
        return Mono.from(book().claim(user, when)).block();
    }

    private List<Username> owed(Instant until) {
        return Flux.from(book().owed(until)).collectList().block();
    }

    private void sent(Username user) {
        Mono.from(book().sent(user)).block();
    }

    @Test
    default void anAccountIsOwedOnce() {
        assertThat(owe(BOB)).isTrue();
        assertThat(owe(BOB)).isFalse();
        assertThat(owed(NOW)).containsExactly(BOB);
        assertThat(owed(NOW.minusSeconds(1))).isEmpty();
    }

    @Test
    default void nobodyClaimsWhatIsNotOwed() {
        assertThat(claim(BOB, NOW)).isFalse();
        assertThat(owed(NOW)).isEmpty();
    }

    @Test
    default void ofManyWhoClaimOneGetsIt() {
        owe(BOB);

        long winners = Flux.fromStream(IntStream.range(0, 8).boxed())
                .flatMap(number -> Mono.fromCallable(() -> claim(BOB, NOW)).subscribeOn(Schedulers.boundedElastic()))
                .filter(won -> won)
                .count()
                .block();

        assertThat(winners).isEqualTo(1);
    }

    @Test
    default void aClaimEndsWhenNothingWasSent() {
        owe(BOB);
        claim(BOB, NOW);

        assertThat(claim(BOB, NOW.plus(WelcomeBook.CLAIM).minusSeconds(1))).isFalse();
        assertThat(owed(NOW)).containsExactly(BOB);
        assertThat(claim(BOB, NOW.plus(WelcomeBook.CLAIM))).isTrue();
    }

    @Test
    default void whatIsSentIsDoneForGood() {
        owe(BOB);
        claim(BOB, NOW);
        sent(BOB);

        assertThat(owed(NOW.plusSeconds(9))).isEmpty();
        assertThat(owe(BOB)).isFalse();
        assertThat(claim(BOB, NOW.plus(WelcomeBook.CLAIM).plusSeconds(9))).isFalse();
        assertThat(owed(NOW.plusSeconds(9))).isEmpty();
    }

    @Test
    default void whoIsForgottenIsWelcomedAnew() {
        owe(BOB);
        claim(BOB, NOW);
        sent(BOB);

        Mono.from(book().forget(BOB)).block();

        assertThat(owe(BOB)).isTrue();
        assertThat(claim(BOB, NOW)).isTrue();
    }

    @Test
    default void aNewNameWasWelcomedAsTheOldOneWas() {
        owe(BOB);
        claim(BOB, NOW);
        sent(BOB);

        Mono.from(book().move(BOB, ROB)).block();
        Mono.from(book().move(BOB, ROB)).block();

        assertThat(owe(ROB)).isFalse();
        assertThat(claim(ROB, NOW.plus(WelcomeBook.CLAIM))).isFalse();
        assertThat(owe(BOB)).isTrue();
    }

    @Test
    default void whatIsOwedMovesToo() {
        owe(BOB);

        Mono.from(book().move(BOB, ROB)).block();

        assertThat(owed(NOW)).containsExactly(ROB);
        assertThat(claim(ROB, NOW)).isTrue();
    }
}
