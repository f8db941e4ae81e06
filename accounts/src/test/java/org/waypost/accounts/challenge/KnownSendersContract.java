package org.waypost.accounts.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.accounts.challenge.Samples.BOB;
import static org.waypost.accounts.challenge.Samples.CAROL;
import static org.waypost.accounts.challenge.Samples.NOW;

import org.junit.jupiter.api.Test;
import org.waypost.accounts.challenge.KnownSender.How;

/** What every store of known senders does. */
public interface KnownSendersContract {

    KnownSenders known();

    @Test
    default void aSenderIsKnownToTheUserWhoNotedIt() {
        KnownSender alice = new KnownSender("alice@example.net", How.LINK, NOW);

        known().add(BOB, alice).block();

        assertThat(known().find(BOB, "alice@example.net").block()).isEqualTo(alice);
        assertThat(known().find(BOB, "dave@example.net").blockOptional()).isEmpty();
        assertThat(known().find(CAROL, "alice@example.net").blockOptional()).isEmpty();
        assertThat(known().of(BOB).collectList().block()).containsExactly(alice);
    }

    @Test
    default void whoIsKnownStaysAsBefore() {
        KnownSender alice = new KnownSender("alice@example.net", How.WRITTEN_TO, NOW);
        known().add(BOB, alice).block();

        known().add(BOB, new KnownSender("alice@example.net", How.LINK, NOW.plusSeconds(1)))
                .block();

        assertThat(known().of(BOB).collectList().block()).containsExactly(alice);
    }

    @Test
    default void sendersAreForgotten() {
        known().add(BOB, new KnownSender("alice@example.net", How.LINK, NOW)).block();
        known().add(BOB, new KnownSender("dave@example.net", How.REPLY, NOW)).block();

        known().remove(BOB, "alice@example.net").block();
        assertThat(known().of(BOB).map(KnownSender::address).collectList().block())
                .containsExactly("dave@example.net");

        known().removeAll(BOB).block();
        assertThat(known().of(BOB).collectList().block()).isEmpty();
    }
}
