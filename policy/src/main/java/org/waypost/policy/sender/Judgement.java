package org.waypost.policy.sender;

import java.util.Optional;
import org.waypost.accounts.settings.Scope;

/**
 * What the lists say of a sender, and who said it.
 *
 * @param listing let in, kept out, or neither
 * @param scope   whose list it was
 * @param entry   the entry as it stands in that list
 * @param byName  whether the entry means a name, which anybody may write, and not a machine
 */
public record Judgement(Listing listing, Optional<Scope> scope, Optional<String> entry, boolean byName) {

    /** No list knows the sender. */
    public static final Judgement UNLISTED = new Judgement(Listing.UNLISTED, Optional.empty(), Optional.empty(), false);

    static Judgement of(Listing listing, Scope scope, String entry, boolean byName) {
        return new Judgement(listing, Optional.of(scope), Optional.of(entry), byName);
    }

    /** Whether the sender is let in. Before the message is there this may rest on a name that nobody has proved yet. */
    public boolean allowed() {
        return listing == Listing.ALLOWED;
    }

    /** Whether the sender is kept out. */
    public boolean blocked() {
        return listing == Listing.BLOCKED;
    }

    /** For the log: {@code blocked by user:bob@example.org (spam.example)}. */
    public String inWords() {
        String word = listing.name().toLowerCase(java.util.Locale.ROOT);
        return scope.map(by -> word + " by " + by.asString() + " (" + entry.orElse("") + ")")
                .orElse(word);
    }
}
