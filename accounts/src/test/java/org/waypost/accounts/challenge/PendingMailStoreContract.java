package org.waypost.accounts.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.accounts.challenge.Samples.BOB;
import static org.waypost.accounts.challenge.Samples.CAROL;
import static org.waypost.accounts.challenge.Samples.NOW;
import static org.waypost.accounts.challenge.Samples.mail;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.challenge.PendingMail.Progress;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What every store of waiting mail does. */
public interface PendingMailStoreContract {

    PendingMailStore pending();

    @Test
    default void whatIsKeptIsFoundWithAllItsParts() {
        PendingMail mail = mail(BOB, "alice@example.net", "one");

        assertThat(pending().add(mail).block()).isTrue();

        assertThat(pending().find(BOB, mail.id()).block()).isEqualTo(mail);
        assertThat(pending().of(BOB).collectList().block()).containsExactly(mail);
        assertThat(pending().blobs().collectList().block()).containsExactly("blob of one");
        assertThat(pending().users().collectList().block()).containsExactly(BOB);
    }

    @Test
    default void aNullReturnPathStaysOne() {
        PendingMail sample = mail(BOB, "alice@example.net", "one");
        PendingMail mail = new PendingMail(
                BOB,
                sample.id(),
                PendingMail.NOBODY,
                Optional.empty(),
                sample.recipient(),
                "",
                "why",
                false,
                NOW,
                sample.expires(),
                1,
                "blob",
                java.util.Map.of(),
                sample.remote(),
                Progress.NONE);

        pending().add(mail).block();

        assertThat(pending().find(BOB, mail.id()).block()).isEqualTo(mail);
    }

    @Test
    default void theSameMailIsKeptOnce() {
        PendingMail mail = mail(BOB, "alice@example.net", "one");
        pending().add(mail).block();

        assertThat(pending().add(mail.because("another reason", false)).block()).isFalse();

        assertThat(pending().of(BOB).collectList().block()).containsExactly(mail);
    }

    @Test
    default void mailOfOneSenderIsTold() {
        PendingMail first = mail(BOB, "alice@example.net", "one");
        PendingMail second = mail(BOB, "alice@example.net", "two");
        Flux.just(first, second, mail(BOB, "dave@example.net", "three"), mail(CAROL, "alice@example.net", "one"))
                .concatMap(pending()::add)
                .blockLast();

        assertThat(pending().of(BOB, "alice@example.net").collectList().block())
                .containsExactlyInAnyOrder(first, second);
        assertThat(pending().users().collectList().block()).containsExactlyInAnyOrder(BOB, CAROL);
    }

    @Test
    default void aClaimIsForOne() {
        PendingMail mail = mail(BOB, "alice@example.net", "one");
        pending().add(mail).block();

        Long claims = Flux.fromStream(IntStream.range(0, 8).boxed())
                .flatMap(number ->
                        pending().claim(mail, NOW.plusMillis(number)).subscribeOn(Schedulers.boundedElastic()))
                .filter(claimed -> claimed)
                .count()
                .block();

        assertThat(claims).isEqualTo(1);
        assertThat(pending().find(BOB, mail.id()).block().waits()).isFalse();
    }

    @Test
    default void whatIsNotThereIsNotClaimed() {
        PendingMail mail = mail(BOB, "alice@example.net", "one");

        assertThat(pending().claim(mail, NOW).block()).isFalse();
        assertThat(pending().find(BOB, mail.id()).blockOptional()).isEmpty();
    }

    @Test
    default void anUnclaimedMailWaitsAgain() {
        PendingMail mail = mail(BOB, "alice@example.net", "one");
        pending().add(mail).block();
        pending().claim(mail, NOW).block();

        pending().unclaim(mail).block();

        assertThat(pending().find(BOB, mail.id()).block()).isEqualTo(mail);
        assertThat(pending().claim(mail, NOW).block()).isTrue();
    }

    @Test
    default void aClaimThatWasLeftIsTakenOverByOne() {
        PendingMail mail = mail(BOB, "alice@example.net", "one");
        pending().add(mail).block();
        pending().claim(mail, NOW).block();
        PendingMail left = pending().find(BOB, mail.id()).block();

        assertThat(pending().claimAgain(left, NOW.plusSeconds(60)).block()).isTrue();
        assertThat(pending().claimAgain(left, NOW.plusSeconds(61)).block()).isFalse();
    }

    @Test
    default void aRemovedMailIsGone() {
        PendingMail mail = mail(BOB, "alice@example.net", "one");
        pending().add(mail).block();
        pending().claim(mail, NOW).block();

        pending().remove(mail).block();

        assertThat(pending().of(BOB).collectList().block()).isEmpty();
        assertThat(pending().blobs().collectList().block()).isEmpty();
        assertThat(pending().add(mail).block()).isTrue();
    }

    @Test
    default void aDigestIsNoted() {
        PendingMail mail = mail(BOB, "alice@example.net", "one");
        pending().add(mail).block();

        pending().markListed(mail).block();
        pending().markListed(mail(BOB, "alice@example.net", "gone")).block();

        assertThat(pending().of(BOB).collectList().block())
                .containsExactly(mail.with(new Progress(Optional.empty(), true)));
    }
}
