package org.waypost.accounts.challenge;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.james.core.Username;

/**
 * Where the pages of challenges are.
 *
 * @param base the address of the public listener without a slash at its end; absent when there is none
 */
public record ChallengeLinks(Optional<URI> base) {

    /** Under which the pages are on which senders confirm. */
    public static final String PATH = "/challenge/";

    /** Under which a user's held mail is. */
    public static final String HELD = "/held-mail/";

    /** The page on which a sender confirms. */
    public Optional<String> confirmation(String token) {
        return base.map(address -> address + PATH + token);
    }

    /** The page on which a user sees and releases held mail. */
    public Optional<String> held(String token, Username user) {
        return base.map(address ->
                address + HELD + token + "?user=" + URLEncoder.encode(user.asString(), StandardCharsets.UTF_8));
    }
}
