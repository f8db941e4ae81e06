package org.waypost.accounts.leases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What every store of leases does. */
public interface LeaseStoreContract {
    Duration LONG = Duration.ofMinutes(5);

    LeaseStore leases();

    @Test
    default void aFreeLeaseIsTakenAndRenewedByItsHolder() {
        assertThat(leases().take("job", "one", LONG).block()).isTrue();
        assertThat(leases().take("job", "one", LONG).block()).isTrue();
    }

    @Test
    default void anothersLeaseIsNotTaken() {
        leases().take("job", "one", LONG).block();

        assertThat(leases().take("job", "two", LONG).block()).isFalse();
        assertThat(leases().take("another job", "two", LONG).block()).isTrue();
    }

    @Test
    default void aReleasedLeaseIsFree() {
        leases().take("job", "one", LONG).block();
        leases().release("job", "two").block();
        assertThat(leases().take("job", "two", LONG).block()).isFalse();

        leases().release("job", "one").block();

        assertThat(leases().take("job", "two", LONG).block()).isTrue();
    }

    @Test
    default void aLeaseEndsByItself() {
        leases().take("job", "one", Duration.ofSeconds(1)).block();

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> leases().take("job", "two", LONG)
                .block());
    }

    @Test
    default void ofManyThatAskAtOnceOneGetsIt() {
        Long holders = Flux.fromStream(IntStream.range(0, 8).boxed())
                .flatMap(number ->
                        leases().take("race", "holder " + number, LONG).subscribeOn(Schedulers.boundedElastic()))
                .filter(taken -> taken)
                .count()
                .block();

        assertThat(holders).isEqualTo(1);
    }
}
