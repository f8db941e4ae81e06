package org.waypost.accounts.challenge;

import java.time.Instant;
import java.util.UUID;
import org.apache.james.core.Username;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps mail that waits. Each of its mails is released or discarded by one server only: whoever {@link #claim}s it. */
public interface PendingMailStore {

    /**
     * Keeps a mail, unless there is one of that id for its user and sender.
     *
     * @return whether it was kept
     */
    Mono<Boolean> add(PendingMail mail);

    /** A mail of a user. */
    Mono<PendingMail> find(Username user, UUID id);

    /** All that waits for a user, in no particular order. */
    Flux<PendingMail> of(Username user);

    /** All of one sender that waits for a user. */
    Flux<PendingMail> of(Username user, String sender);

    /**
     * Takes a mail that waits, to release or discard it.
     *
     * @param now kept with it, so that another server finds what was left half done
     * @return whether it was taken; one of many that try at once gets {@code true}
     */
    Mono<Boolean> claim(PendingMail mail, Instant now);

    /**
     * Takes a mail over from a claim that was left half done.
     *
     * @param mail as it was read, with the moment of the old claim
     */
    Mono<Boolean> claimAgain(PendingMail mail, Instant now);

    /** Lets a claimed mail wait again. */
    Mono<Void> unclaim(PendingMail mail);

    /** Forgets a mail. Its blob is another's concern. */
    Mono<Void> remove(PendingMail mail);

    /** Notes that a digest told of it. */
    Mono<Void> markListed(PendingMail mail);

    /** The users for whom mail waits. */
    Flux<Username> users();

    /** The blobs of all mails, claimed ones too. */
    Flux<String> blobs();
}
