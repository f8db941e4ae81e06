package org.waypost.accounts.sharing;

import org.waypost.accounts.settings.Section;

/**
 * With whom folders may be shared (RFC 4314).
 *
 * @param otherDomains whether users of other domains, and everybody at once, may be given rights; false when not said
 */
public record SharingSettings(Boolean otherDomains) {
    /** The section under which they are kept. */
    public static final Section<SharingSettings> SECTION = Section.ofDomains(
            "sharing", SharingSettings.class, "With whom the users of a domain may share their folders.");

    public SharingSettings {
        otherDomains = otherDomains != null && otherDomains;
    }
}
