package org.waypost.accounts.challenge;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Keeps who was asked to confirm, so that nobody is asked twice in a period nor too often in a day. */
public interface SentChallenges {

    /** By what challenges of a day are counted. */
    enum Counted {
        SENDER,
        USER,
        DOMAIN,
        SERVER
    }

    /**
     * Takes the turn of a sender and a user for a period. When a mail is processed again because the challenge for it
     * could not be sent, it gets the turn that it has taken before.
     *
     * @return the challenge to send; empty when the sender was asked already
     */
    Mono<SentChallenge> begin(SentChallenge challenge, Duration period);

    /** Notes that it was sent, so that its turn is used up. */
    Mono<Void> sent(SentChallenge challenge);

    /** Gives the turn back, for a challenge that must not be sent now. */
    Mono<Void> withdraw(SentChallenge challenge);

    /** The challenge of that id; kept for 30 days after it expired. */
    Mono<SentChallenge> find(UUID id);

    /** Notes the answer. */
    Mono<Void> confirmed(SentChallenge challenge, Instant moment);

    /** How many challenges of a day (UTC) are counted under a name. */
    Mono<Integer> count(LocalDate day, Counted by, String name);

    /** Counts a challenge; once, however often it is called for it. Kept for 2 days. */
    Mono<Void> count(LocalDate day, Counted by, String name, UUID challenge);
}
