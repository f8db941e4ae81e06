package org.waypost.accounts.challenge;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.james.core.Username;

/**
 * What people do about held mail: senders confirm, users and administrators release and discard. Asks stores and the queue,
 * so not for an event loop; fails with {@link IllegalStateException} or what the store throws when one doesn't answer, and
 * can then be asked again.
 */
public interface ChallengeDesk {

    /** What became of a challenge. */
    enum State {
        /** It may be answered. */
        OPEN,
        /** It was answered. */
        CONFIRMED,
        /** Its time is over. */
        EXPIRED,
        /** There is no such challenge. */
        UNKNOWN
    }

    /**
     * A challenge as its sender sees it.
     *
     * @param challenge absent when there is none, or nothing is known of it any more
     */
    record View(State state, Optional<SentChallenge> challenge) {}

    /** Looks at the challenge of a token and changes nothing. */
    View look(String token);

    /**
     * Confirms the challenge of a token: all mail of that sender for that user is released, and the sender is known from
     * now on. Does so again for one that was answered, which finds nothing more to release.
     *
     * @param how {@link KnownSender.How#REPLY} or {@link KnownSender.How#LINK}
     * @return what it was before
     */
    View confirm(String token, KnownSender.How how);

    /** Whether a token lets its bearer see and release a user's held mail. */
    boolean opens(String token, Username user);

    /** All that waits for a user, the latest first. */
    List<PendingMail> held(Username user);

    /** A mail that waits. */
    Optional<PendingMail> held(Username user, UUID id);

    /** The message of a mail that waits, at most so many bytes of it. */
    byte[] message(PendingMail mail, int most);

    /**
     * Releases a mail.
     *
     * @param how when present, its sender is known from now on, and its other mail is released too
     * @return how many mails were released; 0 when there is no such mail
     */
    int release(Username user, UUID id, Optional<KnownSender.How> how);

    /** Notes a sender and releases all its mail for the user; returns how many. */
    int trust(Username user, String sender, KnownSender.How how);

    /** Discards a mail; whether there was one. */
    boolean discard(Username user, UUID id);
}
