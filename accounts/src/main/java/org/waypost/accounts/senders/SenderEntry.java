package org.waypost.accounts.senders;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.waypost.accounts.settings.SettingRefused;

/**
 * One sender or several of one kind.
 *
 * @param sender an address; a domain ({@code example.org}, without those below); what is below a domain
 *               ({@code .example.org}); or a pattern with {@code *} and {@code ?} of an address or, without {@code @}, of a
 *               domain
 * @param note   for the person who reads the list, at most 200 characters; may be {@code null}
 * @param until  when it ends to count; {@code null} for never
 */
public record SenderEntry(String sender, String note, OffsetDateTime until) {

    public SenderEntry {
        if (sender == null) {
            throw new SettingRefused("sender", null, SenderPattern.EXPECTED);
        }
        sender = SenderPattern.parse(sender).text();
        note = Entries.note(note);
    }

    /** One that holds for ever. */
    public static SenderEntry of(String sender) {
        return new SenderEntry(sender, null, null);
    }

    /** Whether it has not ended. */
    public boolean holds(Instant now) {
        return Entries.holds(until, now);
    }

    /** Whom it means. */
    @JsonIgnore
    public SenderPattern pattern() {
        return SenderPattern.parse(sender);
    }
}
