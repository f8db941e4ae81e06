package org.waypost.accounts.senders;

import java.util.List;
import org.waypost.accounts.settings.Section;

/**
 * The networks whose machines a server or a domain lets in or keeps out, whatever name they send under. In one scope an entry
 * for the sender weighs more than one for the client.
 *
 * @param allow who is let in, at most 5000 entries; default nobody
 * @param block who is kept out, at most 5000 entries; default nobody
 */
public record ClientChoices(List<ClientEntry> allow, List<ClientEntry> block) {

    /** The section {@code clients}; users have none, for the address of a machine says nothing to them. */
    public static final Section<ClientChoices> SECTION = Section.ofDomains(
            "clients", ClientChoices.class, "Machines that are let in or kept out, by address or network.");

    public ClientChoices {
        allow = Entries.checked("allow", allow);
        block = Entries.checked("block", block);
    }
}
