package org.waypost.accounts.expiry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waypost.accounts.settings.SettingRefused;

/**
 * Messages of a folder that are older than some days.
 *
 * @param folder      a name in any case, with {@code *} for any text; levels are separated by a dot. {@code \Trash},
 *                    {@code \Junk}, {@code \Sent}, {@code \Drafts} and {@code \Archive} name folders by their use (RFC 6154 §2)
 * @param days        the age, 1 to 36500
 * @param since       what age is counted from
 * @param keepFlagged whether flagged messages stay
 * @param keepUnread  whether unread messages stay
 * @param most        how many are deleted in a folder in one run at most, the oldest first; all when it isn't said
 */
public record ExpiryRule(
        String folder, Integer days, Since since, Boolean keepFlagged, Boolean keepUnread, Integer most) {

    /** What age is counted from. */
    public enum Since {
        /** The internal date: when the message was received (RFC 9051 §2.3.3). */
        RECEIVED,
        /** The save date: when it came into this folder (RFC 8514 §2). */
        SAVED
    }

    private static final int MOST_DAYS = 36_500;
    private static final Map<String, List<String>> USES = Map.of(
            "\\trash", List.of("Trash"),
            "\\junk", List.of("Spam", "Junk"),
            "\\sent", List.of("Sent"),
            "\\drafts", List.of("Drafts"),
            "\\archive", List.of("Archive"));

    public ExpiryRule {
        if (folder == null || folder.isBlank() || folder.length() > 200) {
            throw new SettingRefused("folder", folder, "a folder such as INBOX, \\Trash or Lists.*, or * for all");
        }
        if (folder.startsWith("\\") && !USES.containsKey(folder.toLowerCase(Locale.ROOT))) {
            throw new SettingRefused("folder", folder, "one of \\Trash, \\Junk, \\Sent, \\Drafts, \\Archive");
        }
        if (days == null || days < 1 || days > MOST_DAYS) {
            throw new SettingRefused("days", days, "a whole number from 1 to " + MOST_DAYS);
        }
        if (most != null && most < 1) {
            throw new SettingRefused("most", most, "a whole number, 1 or more");
        }
        since = since == null ? Since.RECEIVED : since;
        keepFlagged = keepFlagged != null && keepFlagged;
        keepUnread = keepUnread != null && keepUnread;
    }

    /** Whether this rule is for a folder. */
    public boolean fits(String name) {
        return USES.getOrDefault(folder.toLowerCase(Locale.ROOT), List.of(folder)).stream()
                .anyMatch(pattern -> glob(pattern).matcher(name).matches());
    }

    private static Pattern glob(String pattern) {
        return Pattern.compile(
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /**
     * Whether a message is to be deleted.
     *
     * @param now      when the run began
     * @param received when the message was received
     * @param saved    when it came into the folder; when it was received, where that isn't known
     */
    public boolean expired(Instant now, Instant received, Instant saved, boolean flagged, boolean seen) {
        Instant from = since == Since.SAVED ? saved : received;
        return !(keepFlagged && flagged) && !(keepUnread && !seen) && from.isBefore(now.minus(Duration.ofDays(days)));
    }
}
