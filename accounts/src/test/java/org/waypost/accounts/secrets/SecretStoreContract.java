package org.waypost.accounts.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What every store of secrets does. */
public interface SecretStoreContract {

    SecretStore secrets();

    @Test
    default void theFirstCandidateStays() {
        assertThat(secrets().keep("one", new byte[] {1, 2}).block()).containsExactly(1, 2);
        assertThat(secrets().keep("one", new byte[] {3, 4}).block()).containsExactly(1, 2);
    }

    @Test
    default void eachNameHasItsOwn() {
        secrets().keep("one", new byte[] {1}).block();

        assertThat(secrets().keep("two", new byte[] {2}).block()).containsExactly(2);
    }

    @Test
    default void ofCandidatesAtOnceOneBecomesTheSecretOfAll() {
        List<String> kept = Flux.fromStream(IntStream.range(0, 16).boxed())
                .flatMap(number -> secrets()
                        .keep("race", new byte[] {number.byteValue()})
                        .subscribeOn(Schedulers.boundedElastic()))
                .map(Arrays::toString)
                .distinct()
                .collectList()
                .block();

        assertThat(kept).hasSize(1);
    }
}
