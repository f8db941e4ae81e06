package org.waypost.cassandra.healing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.waypost.cassandra.PlayedSession;

class HealingScheduleTest {
    private final PlayedSession cassandra = new PlayedSession();
    private final UncleanStopHealer healer = PlayedHealer.of(cassandra);

    @Test
    void aRoundFollowsAlsoAfterOneThatFailed() {
        try (HealingSchedule schedule = new HealingSchedule(healer, Duration.ofSeconds(1))) {
            for (int round = 0; round < 2; round++) {
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> cassandra.open().size() == 1);
                cassandra.open().remove().completeExceptionally(new IllegalStateException("no node answers"));
            }
        }
    }

    @Test
    void aPeriodBelowASecondIsRefused() {
        assertThatThrownBy(() -> new HealingSchedule(healer, Duration.ofMillis(999)).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0.999S")
                .hasMessageContaining("one second or more");
    }
}
