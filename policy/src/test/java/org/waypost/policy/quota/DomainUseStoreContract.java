package org.waypost.policy.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.james.core.Domain;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What every store of counters of domains does. */
public interface DomainUseStoreContract {
    Domain DOMAIN = Domain.of("example.org");
    Domain OTHER = Domain.of("example.net");
    Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    DomainUseStore store();

    @Test
    default void aDomainThatWasNeverHeardOfUsesNothing() {
        assertThat(store().read(DOMAIN).block()).isEqualTo(Use.NONE);
        assertThat(store().counted(DOMAIN).blockOptional()).isEmpty();
    }

    @Test
    default void differencesAddUp() {
        DomainUseStore store = store();
        Mono.from(store.add(DOMAIN, new Use(3, 900))).block();
        Mono.from(store.add(DOMAIN, new Use(-1, -300))).block();
        Mono.from(store.add(OTHER, new Use(1, 1))).block();

        assertThat(store.read(DOMAIN).block()).isEqualTo(new Use(2, 600));
        assertThat(store.read(OTHER).block()).isEqualTo(new Use(1, 1));
    }

    @Test
    default void noneOfManyDifferencesAtOnceIsLost() {
        DomainUseStore store = store();
        Flux.fromStream(IntStream.range(0, 50).boxed())
                .flatMap(i -> Mono.from(store.add(DOMAIN, new Use(1, 10))), 16)
                .blockLast();

        assertThat(store.read(DOMAIN).block()).isEqualTo(new Use(50, 500));
    }

    @Test
    default void oneServerClaimsTheFirstCount() {
        DomainUseStore store = store();

        assertThat(store.claim(DOMAIN, Optional.empty(), NOW).block()).isTrue();
        assertThat(store.claim(DOMAIN, Optional.empty(), NOW.plusSeconds(1)).block())
                .isFalse();
        assertThat(store.counted(DOMAIN).block()).isEqualTo(NOW);
        assertThat(store.counted(OTHER).blockOptional()).isEmpty();
    }

    @Test
    default void oneServerClaimsTheNextCount() {
        DomainUseStore store = store();
        store.claim(DOMAIN, Optional.empty(), NOW).block();
        Instant later = NOW.plusSeconds(60);

        assertThat(store.claim(DOMAIN, Optional.of(NOW), later).block()).isTrue();
        assertThat(store.claim(DOMAIN, Optional.of(NOW), later.plusSeconds(1)).block())
                .isFalse();
        assertThat(store.counted(DOMAIN).block()).isEqualTo(later);
    }
}
