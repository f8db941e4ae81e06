package org.waypost.accounts.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every log of changes tells. */
public interface ChangeLogContract {
    ChangeLog log();

    /** Now, as the log sees it. */
    Instant now();

    private List<String> topicsSince(Instant moment) {
        return log().since(moment).map(Change::topic).collectList().block();
    }

    @Test
    default void nothingIsToldOfNothing() {
        assertThat(topicsSince(now().minus(Duration.ofHours(2)))).isEmpty();
    }

    @Test
    default void changesSinceAMomentAreTold() {
        Instant before = now().minus(Duration.ofSeconds(1));
        log().announce("settings/server").block();
        log().announce("routes").block();

        assertThat(topicsSince(before)).containsExactlyInAnyOrder("settings/server", "routes");
    }

    @Test
    default void changesBeforeAMomentAreNotTold() {
        log().announce("routes").block();

        assertThat(topicsSince(now().plus(Duration.ofSeconds(2)))).isEmpty();
    }

    @Test
    default void theSameTopicTwiceIsTwoChanges() {
        Instant before = now().minus(Duration.ofSeconds(1));
        log().announce("routes").block();
        log().announce("routes").block();

        assertThat(log().since(before).map(Change::id).distinct().count().block())
                .isEqualTo(2);
    }

    @Test
    default void aLookOverSeveralSlotsFindsAChangeOfNow() {
        log().announce("routes").block();

        assertThat(topicsSince(now().minus(Duration.ofMinutes(50)))).containsExactly("routes");
    }
}
