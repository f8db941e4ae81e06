package org.waypost.accounts.challenge;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.james.core.Username;

/**
 * A sender was asked to confirm.
 *
 * @param id        what its token names
 * @param user      for whose mail
 * @param sender    who was asked, in small letters
 * @param mail      the held mail that was the reason
 * @param issued    when
 * @param expires   until when it may be answered
 * @param confirmed when it was answered
 */
public record SentChallenge(
        UUID id,
        Username user,
        String sender,
        UUID mail,
        Instant issued,
        Instant expires,
        Optional<Instant> confirmed) {

    /** The same, answered. */
    public SentChallenge confirmedAt(Instant moment) {
        return new SentChallenge(id, user, sender, mail, issued, expires, Optional.of(moment));
    }
}
