package org.waypost.policy.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.james.core.Username;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.policy.quota.WarnedStages.Resource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What every store of warned stages does. */
@Tag("feature-131")
public interface WarnedStagesContract {
    Username BOB = Username.of("bob@example.org");

    WarnedStages stages();

    @Test
    default void nobodyIsWarnedAtFirst() {
        assertThat(stages().of(BOB).block()).isEmpty();
    }

    @Test
    default void aStageIsRaisedLoweredAndForgotten() {
        WarnedStages stages = stages();

        assertThat(stages.move(BOB, Resource.SIZE, 0, 80).block()).isTrue();
        assertThat(stages.move(BOB, Resource.SIZE, 80, 95).block()).isTrue();
        assertThat(stages.of(BOB).block()).isEqualTo(Map.of(Resource.SIZE, 95));
        assertThat(stages.move(BOB, Resource.SIZE, 95, 80).block()).isTrue();
        assertThat(stages.move(BOB, Resource.SIZE, 80, 0).block()).isTrue();
        assertThat(stages.of(BOB).block()).isEmpty();
        assertThat(stages.move(BOB, Resource.SIZE, 0, 80).block()).isTrue();
    }

    @Test
    default void resourcesAndUsersAreApart() {
        WarnedStages stages = stages();
        stages.move(BOB, Resource.SIZE, 0, 80).block();
        stages.move(BOB, Resource.COUNT, 0, 95).block();

        assertThat(stages.of(BOB).block()).isEqualTo(Map.of(Resource.SIZE, 80, Resource.COUNT, 95));
        assertThat(stages.of(Username.of("alice@example.org")).block()).isEmpty();
    }

    @Test
    default void whoComesSecondMovesNothing() {
        WarnedStages stages = stages();
        stages.move(BOB, Resource.SIZE, 0, 80).block();

        assertThat(stages.move(BOB, Resource.SIZE, 0, 80).block()).isFalse();
        assertThat(stages.move(BOB, Resource.SIZE, 95, 0).block()).isFalse();
        assertThat(stages.move(BOB, Resource.SIZE, 95, 80).block()).isFalse();
        assertThat(stages.of(BOB).block()).isEqualTo(Map.of(Resource.SIZE, 80));
    }

    @Test
    default void oneOfManyAtOnceRaises() {
        WarnedStages stages = stages();

        long raised = Flux.range(0, 8)
                .flatMap(server -> stages.move(BOB, Resource.COUNT, 0, 80))
                .filter(moved -> moved)
                .count()
                .block();

        assertThat(raised).isEqualTo(1);
    }

    @Test
    default void aRemovedUserIsForgotten() {
        WarnedStages stages = stages();
        stages.move(BOB, Resource.SIZE, 0, 80).block();
        stages.move(BOB, Resource.COUNT, 0, 80).block();

        Mono.from(stages.remove(BOB)).block();

        assertThat(stages.of(BOB).block()).isEmpty();
    }
}
