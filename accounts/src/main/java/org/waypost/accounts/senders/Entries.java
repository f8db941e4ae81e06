package org.waypost.accounts.senders;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.waypost.accounts.settings.SettingRefused;

/** What all lists and their entries have in common. */
final class Entries {
    private static final int LONGEST_NOTE = 200;

    private Entries() {}

    static <T> List<T> checked(String name, List<T> entries) {
        if (entries == null) {
            return List.of();
        }
        if (entries.size() > SenderChoices.MOST) {
            throw new SettingRefused(name, entries.size() + " entries", "at most " + SenderChoices.MOST);
        }
        int index = entries.indexOf(null);
        if (index >= 0) {
            throw new SettingRefused(name + "[" + index + "]", null, "an entry");
        }
        return List.copyOf(entries);
    }

    static String note(String note) {
        if (note != null && note.length() > LONGEST_NOTE) {
            throw new SettingRefused("note", note, "at most " + LONGEST_NOTE + " characters");
        }
        return note;
    }

    static boolean holds(OffsetDateTime until, Instant now) {
        return until == null || now.isBefore(until.toInstant());
    }
}
