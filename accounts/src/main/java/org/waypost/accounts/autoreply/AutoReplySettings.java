package org.waypost.accounts.autoreply;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Domain;
import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.SettingRefused;

/**
 * The automatic answers of a user. Of those that fit, the first is given.
 *
 * @param replies       at most two kinds, for instance one for senders inside the organisation and one for those outside
 * @param insideDomains the domains of the organisation beside the user's own
 */
public record AutoReplySettings(List<Reply> replies, List<Domain> insideDomains) {
    /** How many kinds a user may have. */
    public static final int MOST_REPLIES = 2;

    private static final int MOST_DOMAINS = 100;

    /** The section of the settings. */
    public static final Section<AutoReplySettings> SECTION = Section.everywhere(
            "autoReply", AutoReplySettings.class, "Answers that the server gives while a user is away.");

    public AutoReplySettings {
        replies = checked("replies", replies, MOST_REPLIES);
        insideDomains = checked("insideDomains", insideDomains, MOST_DOMAINS);
    }

    private static <T> List<T> checked(String name, List<T> list, int most) {
        if (list == null) {
            return List.of();
        }
        if (list.size() > most) {
            throw new SettingRefused(name, list.size() + " entries", "at most " + most);
        }
        for (int index = 0; index < list.size(); index++) {
            if (list.get(index) == null) {
                throw new SettingRefused(name + "[" + index + "]", null, "an entry");
            }
        }
        return List.copyOf(list);
    }

    /** Whether anything would be answered at a moment. */
    public boolean answersAt(Instant moment) {
        return replies.stream().anyMatch(reply -> reply.isGivenAt(moment));
    }

    /** The answer for a sender who is of the organisation or not. */
    public Optional<Reply> replyAt(Instant moment, boolean insider) {
        return replies.stream()
                .filter(reply -> reply.isGivenAt(moment) && reply.audience().contains(insider))
                .findFirst();
    }

    /** The first kind: the one that JMAP and {@code /vacation} read and write. */
    public Reply first() {
        return replies.isEmpty() ? Reply.NONE : replies.get(0);
    }

    /** The same with another first kind. */
    public List<Reply> withFirst(Reply reply) {
        List<Reply> changed = new ArrayList<>(replies);
        if (changed.isEmpty()) {
            changed.add(reply);
        } else {
            changed.set(0, reply);
        }
        return changed;
    }
}
