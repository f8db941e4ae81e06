package org.waypost.accounts.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What every store of rights does. */
public interface LeasesContract {
    Duration LONG = Duration.ofMinutes(5);

    Leases leases();

    @Test
    default void onlyOneHolderHasARight() {
        assertThat(leases().take("a", "one", LONG).block()).isTrue();
        assertThat(leases().take("a", "two", LONG).block()).isFalse();
        assertThat(leases().take("b", "two", LONG).block()).isTrue();
    }

    @Test
    default void theHolderMayKeepItForLonger() {
        leases().take("a", "one", LONG).block();

        assertThat(leases().take("a", "one", LONG).block()).isTrue();
        assertThat(leases().take("a", "two", LONG).block()).isFalse();
    }

    @Test
    default void whatIsGivenBackIsFree() {
        leases().take("a", "one", LONG).block();

        leases().release("a", "two").block();
        assertThat(leases().take("a", "two", LONG).block()).isFalse();

        leases().release("a", "one").block();
        assertThat(leases().take("a", "two", LONG).block()).isTrue();
    }

    @Test
    default void aRightThatRanOutIsFree() {
        leases().take("a", "one", Duration.ofSeconds(1)).block();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> leases().take("a", "two", LONG).block());
        assertThat(leases().take("a", "one", LONG).block()).isFalse();
    }

    @Test
    default void ofManyWhoAskAtOnceOneGetsIt() {
        List<Boolean> answers = Flux.range(0, 8)
                .flatMap(holder -> leases().take("a", "holder " + holder, LONG), 8)
                .collectList()
                .block();

        assertThat(answers).containsOnlyOnce(true).hasSize(8);
    }
}
