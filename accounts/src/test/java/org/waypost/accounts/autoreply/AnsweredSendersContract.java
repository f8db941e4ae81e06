package org.waypost.accounts.autoreply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every store of answered senders promises. */
@Tag("feature-145")
public interface AnsweredSendersContract {
    Username BOB = Username.of("bob@example.test");
    Username EVE = Username.of("eve@example.test");
    String AWAY = "11112222333344445555666677778888";
    String SICK = "88887777666655554444333322221111";
    Duration WEEK = Duration.ofDays(7);

    AnsweredSenders answered();

    private static MailAddress address(String text) {
        try {
            return new MailAddress(text);
        } catch (AddressException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private boolean claim(Username user, String reply, String sender) {
        return answered().claim(user, reply, address(sender), WEEK).block();
    }

    @Test
    default void aSenderIsAnsweredOnceInAPeriod() {
        assertThat(claim(BOB, AWAY, "carol@example.org")).isTrue();
        assertThat(claim(BOB, AWAY, "carol@example.org")).isFalse();
        assertThat(claim(BOB, AWAY, "Carol@Example.ORG")).isFalse();
    }

    @Test
    default void othersAreAnsweredAllTheSame() {
        claim(BOB, AWAY, "carol@example.org");

        assertThat(claim(BOB, AWAY, "dave@example.org")).isTrue();
        assertThat(claim(EVE, AWAY, "carol@example.org")).isTrue();
        assertThat(claim(BOB, SICK, "carol@example.org")).isTrue();
    }

    @Test
    default void ofManyThatAskAtOnceOneMayAnswer() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> asks = Stream.generate(
                            () -> (Callable<Boolean>) () -> claim(BOB, AWAY, "carol@example.org"))
                    .limit(24)
                    .toList();
            long won = 0;
            for (Future<Boolean> ask : threads.invokeAll(asks)) {
                won += ask.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void afterThePeriodTheSenderIsAnsweredAgain() {
        MailAddress carol = address("carol@example.org");
        answered().claim(BOB, AWAY, carol, Duration.ofSeconds(1)).block();

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> answered().claim(BOB, AWAY, carol, WEEK).block());
        assertThat(claim(BOB, AWAY, "carol@example.org")).isFalse();
    }

    @Test
    default void aRightThatIsGivenBackMayBeTaken() {
        claim(BOB, AWAY, "carol@example.org");

        answered().release(BOB, AWAY, address("CAROL@example.org")).block();

        assertThat(claim(BOB, AWAY, "carol@example.org")).isTrue();
    }

    @Test
    default void whoWasAnsweredIsListed() {
        claim(BOB, AWAY, "Carol@example.org");
        claim(EVE, AWAY, "dave@example.org");

        Answered one = answered().of(BOB).single().block();

        assertThat(one.sender()).isEqualTo("carol@example.org");
        assertThat(one.reply()).isEqualTo(AWAY);
        assertThat(Duration.between(one.at(), one.until())).isEqualTo(WEEK);
    }

    @Test
    default void clearingForgetsWhomOneUserAnswered() {
        claim(BOB, AWAY, "carol@example.org");
        claim(BOB, SICK, "dave@example.org");
        claim(EVE, AWAY, "carol@example.org");

        answered().clear(BOB).block();

        assertThat(answered().of(BOB).collectList().block()).isEmpty();
        assertThat(claim(BOB, AWAY, "carol@example.org")).isTrue();
        assertThat(claim(EVE, AWAY, "carol@example.org")).isFalse();
    }
}
