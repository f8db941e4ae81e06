package org.waypost.mailets.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("feature-131")
class CrossingTest {

    @ParameterizedTest
    @CsvSource({
        // warned, used, the stage after it
        "0, 79, 0",
        "0, 80, 80",
        "0, 94, 80",
        "0, 95, 95",
        "0, 300, 95",
        "80, 80, 80",
        "80, 76, 80",
        "80, 75, 0",
        "80, 0, 0",
        "80, 95, 95",
        "95, 91, 95",
        "95, 90, 80",
        "95, 76, 80",
        "95, 75, 0",
        // The stages were others when the user was warned.
        "60, 79, 0",
        "99, 96, 95",
        "99, 80, 80"
    })
    void aStageIsReachedAtItsShareAndLeftSomePercentBelow(int warned, int used, int next) {
        assertThat(Crossing.next(List.of(80, 95), warned, used, 5)).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 100, 0",
        "799, 1000, 79",
        "800, 1000, 80",
        "1000, 1000, 100",
        "5000000000, 5000000000, 100",
        "7, 0, 100",
        "7, -1, 0"
    })
    void aShareIsRoundedDown(long used, long limit, int percent) {
        assertThat(Crossing.percent(used, limit)).isEqualTo(percent);
    }

    @Test
    void oneStageIsEnough() {
        assertThat(Crossing.next(List.of(90), 0, 97, 5)).isEqualTo(90);
    }
}
