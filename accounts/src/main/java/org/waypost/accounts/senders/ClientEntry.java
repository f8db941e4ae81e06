package org.waypost.accounts.senders;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.waypost.accounts.network.AddressBlock;
import org.waypost.accounts.settings.SettingRefused;

/**
 * One machine or a network.
 *
 * @param network an IP address or a block such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}
 * @param note    for the person who reads the list, at most 200 characters; may be {@code null}
 * @param until   when it ends to count; {@code null} for never
 */
public record ClientEntry(String network, String note, OffsetDateTime until) {

    public ClientEntry {
        String expected = "an IP address or a block such as 192.0.2.0/24 or 2001:db8::/32";
        if (network == null) {
            throw new SettingRefused("network", null, expected);
        }
        network = network.trim();
        try {
            AddressBlock.parse(network);
        } catch (IllegalArgumentException e) {
            throw new SettingRefused("network", network, expected);
        }
        note = Entries.note(note);
    }

    /** One that holds for ever. */
    public static ClientEntry of(String network) {
        return new ClientEntry(network, null, null);
    }

    /** Whether it has not ended. */
    public boolean holds(Instant now) {
        return Entries.holds(until, now);
    }

    /** Which machines it means. */
    @JsonIgnore
    public AddressBlock block() {
        return AddressBlock.parse(network);
    }
}
