package org.waypost.cassandra.healing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.waypost.cassandra.PlayedSession;
import org.waypost.cassandra.healing.HealingUntilSettled.Pauses;

class HealingUntilSettledTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PlayedSession cassandra = new PlayedSession();
    private final UncleanStopHealer healer = PlayedHealer.of(cassandra);

    @Test
    void aRoundThatFailedIsFollowedByAnother() {
        try (HealingUntilSettled healing = begun(SHORT)) {
            for (int round = 0; round < 3; round++) {
                nextRound().completeExceptionally(new IllegalStateException("no node answers"));
            }
            assertThat(healing.isAtWork()).isTrue();
        }
    }

    @Test
    void aRoundThatWaitsForCassandraEndsWithTheServer() {
        HealingUntilSettled healing = begun(SHORT);
        CompletableFuture<AsyncResultSet> unanswered = nextRound();

        healing.close();

        assertThat(unanswered).isNotCompletedExceptionally();
        assertThat(healing.isAtWork()).isFalse();
        assertThat(cassandra.open()).isEmpty();
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        Pauses pauses = new Pauses(Duration.ofSeconds(10), Duration.ofSeconds(30), SHORT);

        assertThat(pauses.after(Duration.ofSeconds(10))).hasSeconds(20);
        assertThat(pauses.after(Duration.ofSeconds(20))).hasSeconds(30);
        assertThat(pauses.after(Duration.ofSeconds(30))).hasSeconds(30);
    }

    @Test
    void twoRoundsThatLeaveNothingOpenAreTheLast() {
        try (HealingUntilSettled healing = begun(SHORT)) {
            nextRound().complete(cassandra.nothing());
            nextRound().complete(cassandra.nothing());

            await().atMost(PATIENCE).until(() -> !healing.isAtWork());
        }
    }

    @Test
    void whatBreaksDuringARoundIsFollowedByTwoMore() {
        try (HealingUntilSettled healing = begun(SHORT)) {
            nextRound().complete(cassandra.nothing());
            CompletableFuture<AsyncResultSet> second = nextRound();
            healing.begin(HealingReport.Cause.CASSANDRA_AWAY);
            second.complete(cassandra.nothing());

            nextRound().complete(cassandra.nothing());
            nextRound().complete(cassandra.nothing());
            await().atMost(PATIENCE).until(() -> !healing.isAtWork());
        }
        assertThat(healer.reports().get(0).cause()).isEqualTo(HealingReport.Cause.CASSANDRA_AWAY);
        assertThat(healer.reports()).hasSize(4);
    }

    @Test
    void whatBreaksAfterTheLastRoundStartsThemAgain() {
        try (HealingUntilSettled healing = begun(SHORT)) {
            nextRound().complete(cassandra.nothing());
            nextRound().complete(cassandra.nothing());
            await().atMost(PATIENCE).until(() -> !healing.isAtWork());

            healing.begin(HealingReport.Cause.CASSANDRA_AWAY);

            nextRound().complete(cassandra.nothing());
            assertThat(healing.isAtWork()).isTrue();
        }
    }

    private HealingUntilSettled begun(Duration pause) {
        HealingUntilSettled healing = new HealingUntilSettled(healer, new Pauses(pause, pause, pause));
        healing.begin(HealingReport.Cause.UNCLEAN_STOP);
        return healing;
    }

    private CompletableFuture<AsyncResultSet> nextRound() {
        await().atMost(PATIENCE).until(() -> cassandra.open().size() == 1);
        return cassandra.open().remove();
    }
}
