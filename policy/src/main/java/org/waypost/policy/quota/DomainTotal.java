package org.waypost.policy.quota;

import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.SettingRefused;

/**
 * What all mailboxes of a domain together may hold.
 *
 * @param size  in bytes; -1 for no limit
 * @param count messages; -1 for no limit
 */
public record DomainTotal(Long size, Long count) {
    /** Set on the server it holds for each domain by itself. */
    public static final Section<DomainTotal> SECTION =
            Section.ofDomains("domainQuota", DomainTotal.class, "What all mailboxes of a domain together may hold.");

    private static final long UNLIMITED = -1;

    public DomainTotal {
        size = checked("size", size);
        count = checked("count", count);
    }

    private static Long checked(String key, Long value) {
        if (value == null) {
            return UNLIMITED;
        }
        if (value < UNLIMITED) {
            throw new SettingRefused(key, value, "a number from 0, or -1 for no limit");
        }
        return value;
    }

    /** Whether there is a limit at all. */
    public boolean isLimited() {
        return size >= 0 || count >= 0;
    }
}
