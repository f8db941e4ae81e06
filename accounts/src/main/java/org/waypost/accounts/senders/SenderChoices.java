package org.waypost.accounts.senders;

import java.util.List;
import org.waypost.accounts.settings.Section;

/**
 * The senders that a scope lets in or keeps out.
 *
 * <p>The lists of user, domain and server add up. The narrowest scope that says something of a sender decides, and in one
 * scope the entry that says most exactly who is meant; when two are equal, the block counts. A sender that is let in counts
 * only when SPF or DKIM stands for the name, and is never a right to relay.
 *
 * @param allow who is let in, at most {@value #MOST} entries; default nobody
 * @param block who is kept out, at most {@value #MOST} entries; default nobody
 */
public record SenderChoices(List<SenderEntry> allow, List<SenderEntry> block) {
    static final int MOST = 5000;

    /** The section {@code senders}. */
    public static final Section<SenderChoices> SECTION = Section.everywhere(
            "senders", SenderChoices.class, "Senders that are let in or kept out, by address, domain or pattern.");

    public SenderChoices {
        allow = Entries.checked("allow", allow);
        block = Entries.checked("block", block);
    }
}
