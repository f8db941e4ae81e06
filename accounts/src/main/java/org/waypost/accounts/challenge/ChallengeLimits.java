package org.waypost.accounts.challenge;

import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.SettingRefused;

/**
 * How many challenges are sent in a day (UTC) at the most; above, mail is held without one. So whoever forges addresses
 * can't make this server send much, whatever the users choose.
 *
 * @param perSender to one address, over all users; 0 to 1000, default 3
 * @param perUser   for one user; 0 to 10,000, default 50
 * @param perDomain for the users of one domain; 0 to 100,000, default 500
 * @param perServer for all users, on all servers of the keyspace together; 0 to 100,000, default 2000
 */
public record ChallengeLimits(Integer perSender, Integer perUser, Integer perDomain, Integer perServer) {

    /** The section of the settings. */
    public static final Section<ChallengeLimits> SECTION = Section.ofServer(
            "challengeLimits", ChallengeLimits.class, "How many requests for confirmation are sent in a day");

    public ChallengeLimits {
        perSender = within("perSender", perSender, 3, 1000);
        perUser = within("perUser", perUser, 50, 10_000);
        perDomain = within("perDomain", perDomain, 500, 100_000);
        perServer = within("perServer", perServer, 2000, 100_000);
    }

    private static Integer within(String name, Integer value, int standard, int most) {
        if (value == null) {
            return standard;
        }
        if (value < 0 || value > most) {
            throw new SettingRefused(name, value, "a whole number from 0 to " + most);
        }
        return value;
    }
}
