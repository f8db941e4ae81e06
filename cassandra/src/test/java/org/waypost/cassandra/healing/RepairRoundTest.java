package org.waypost.cassandra.healing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RepairRoundTest {

    private static final Tally TWO = new Tally(2, 1);
    private static final Tally THREE = new Tally(3, 2);
    private static final Tally FOUR = new Tally(4, 2);

    @Test
    void aDifferenceSeenTwiceIsAdded() {
        Script script = new Script(drift(TWO, THREE, TWO), drift(TWO, THREE, TWO));

        RepairRound.Outcome outcome = run(script);

        assertThat(script.added).containsExactly(new Tally(1, 1));
        assertThat(outcome.corrected()).isEqualTo(1);
        assertThat(outcome.unsettled()).isZero();
    }

    @Test
    void aMessageThatIsCountedAMomentLaterIsNotCountedTwice() {
        Script script = new Script(drift(TWO, THREE, TWO), drift(THREE, THREE, THREE));

        RepairRound.Outcome outcome = run(script);

        assertThat(script.added).isEmpty();
        assertThat(outcome.corrected()).isZero();
    }

    @Test
    void aCounterThatMovesWhileItIsComparedIsComparedAgain() {
        Script script = new Script(
                drift(TWO, FOUR, THREE), drift(TWO, FOUR, THREE), drift(THREE, FOUR, THREE), drift(THREE, FOUR, THREE));

        assertThat(run(script).corrected()).isEqualTo(1);
        assertThat(script.added).containsExactly(new Tally(1, 0));
    }

    @Test
    void aCounterThatNeverRestsIsLeftForTheNextRound() {
        Script script = new Script(
                drift(TWO, FOUR, THREE), drift(TWO, FOUR, THREE), drift(TWO, FOUR, THREE), drift(TWO, FOUR, THREE));

        RepairRound.Outcome outcome = run(script);

        assertThat(script.added).isEmpty();
        assertThat(outcome.unsettled()).isEqualTo(1);
    }

    @Test
    void aFailureIsReportedWithTheNameOfTheCounter() {
        CounterRepair<String> failing = new CounterRepair<>() {
            @Override
            public Mono<Drift> compare(String key) {
                return Mono.error(new IllegalStateException("no answer"));
            }

            @Override
            public Mono<Void> add(String key, Tally missing) {
                return Mono.empty();
            }
        };

        RepairRound.Outcome outcome = new RepairRound<>("mailbox", failing, Duration.ofMillis(1)).run(List.of("INBOX"));

        assertThat(outcome.errors()).containsExactly("mailbox INBOX: no answer");
    }

    private static RepairRound.Outcome run(Script script) {
        return new RepairRound<>("mailbox", script, Duration.ofMillis(1)).run(List.of("INBOX"));
    }

    private static Drift drift(Tally before, Tally counted, Tally after) {
        return new Drift(before, counted, after);
    }

    /** Plays what is seen, one comparison after another. */
    private static final class Script implements CounterRepair<String> {
        private final Deque<Drift> seen;
        private final List<Tally> added = new ArrayList<>();

        Script(Drift... seen) {
            this.seen = new ArrayDeque<>(Arrays.asList(seen));
        }

        @Override
        public Mono<Drift> compare(String key) {
            return Mono.just(seen.removeFirst());
        }

        @Override
        public Mono<Void> add(String key, Tally missing) {
            return Mono.fromRunnable(() -> added.add(missing));
        }
    }
}
