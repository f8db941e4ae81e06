package org.waypost.accounts.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.accounts.challenge.Samples.BOB;
import static org.waypost.accounts.challenge.Samples.CAROL;
import static org.waypost.accounts.challenge.Samples.NOW;
import static org.waypost.accounts.challenge.Samples.challenge;

import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.challenge.SentChallenges.Counted;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What every store of sent challenges does. */
public interface SentChallengesContract {
    Duration WEEK = Duration.ofDays(7);
    String ALICE = "alice@example.net";

    SentChallenges sent();

    @Test
    default void aSenderIsAskedOnceInAPeriod() {
        SentChallenge first = challenge(BOB, ALICE, "one");

        assertThat(sent().begin(first, WEEK).block()).isEqualTo(first);
        sent().sent(first).block();

        assertThat(sent().begin(challenge(BOB, ALICE, "two"), WEEK).blockOptional())
                .isEmpty();
        assertThat(sent().begin(challenge(BOB, ALICE, "one"), WEEK).blockOptional())
                .isEmpty();
    }

    @Test
    default void othersAreAskedToo() {
        sent().begin(challenge(BOB, ALICE, "one"), WEEK).block();

        assertThat(sent().begin(challenge(CAROL, ALICE, "one"), WEEK).blockOptional())
                .isPresent();
        assertThat(sent().begin(challenge(BOB, "dave@example.net", "one"), WEEK).blockOptional())
                .isPresent();
    }

    @Test
    default void whatCouldNotBeSentIsSentWhenItsMailComesAgain() {
        SentChallenge first = challenge(BOB, ALICE, "one");
        sent().begin(first, WEEK).block();

        assertThat(sent().begin(challenge(BOB, ALICE, "two"), WEEK).blockOptional())
                .isEmpty();
        assertThat(sent().begin(challenge(BOB, ALICE, "one"), WEEK).block()).isEqualTo(first);
    }

    @Test
    default void aPeriodEnds() {
        SentChallenge first = challenge(BOB, ALICE, "one");
        sent().begin(first, Duration.ofSeconds(1)).block();
        sent().sent(first).block();
        SentChallenge second = challenge(BOB, ALICE, "two");

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> sent().begin(second, WEEK).blockOptional().isPresent());
    }

    @Test
    default void aTurnIsGivenBack() {
        SentChallenge first = challenge(BOB, ALICE, "one");
        sent().begin(first, WEEK).block();

        sent().withdraw(first).block();

        assertThat(sent().find(first.id()).blockOptional()).isEmpty();
        assertThat(sent().begin(challenge(BOB, ALICE, "two"), WEEK).blockOptional())
                .isPresent();
    }

    @Test
    default void ofManyMailsAtOnceOneIsTheReason() {
        Long begun = Flux.fromStream(IntStream.range(0, 8).boxed())
                .flatMap(number -> sent().begin(challenge(BOB, ALICE, "mail " + number), WEEK)
                        .subscribeOn(Schedulers.boundedElastic()))
                .count()
                .block();

        assertThat(begun).isEqualTo(1);
    }

    @Test
    default void aChallengeIsFoundAndItsAnswerNoted() {
        SentChallenge first = challenge(BOB, ALICE, "one");
        sent().begin(first, WEEK).block();

        assertThat(sent().find(first.id()).block()).isEqualTo(first);

        sent().confirmed(first, NOW).block();
        assertThat(sent().find(first.id()).block()).isEqualTo(first.confirmedAt(NOW));
        assertThat(sent().find(challenge(BOB, ALICE, "one").id()).blockOptional())
                .isEmpty();
    }

    @Test
    default void challengesOfADayAreCountedOnceEach() {
        LocalDate today = LocalDate.of(2030, 1, 31);
        SentChallenge first = challenge(BOB, ALICE, "one");
        SentChallenge second = challenge(CAROL, ALICE, "one");

        sent().count(today, Counted.SENDER, ALICE, first.id()).block();
        sent().count(today, Counted.SENDER, ALICE, first.id()).block();
        sent().count(today, Counted.SENDER, ALICE, second.id()).block();

        assertThat(sent().count(today, Counted.SENDER, ALICE).block()).isEqualTo(2);
        assertThat(sent().count(today, Counted.USER, ALICE).block()).isZero();
        assertThat(sent().count(today.plusDays(1), Counted.SENDER, ALICE).block())
                .isZero();
    }
}
