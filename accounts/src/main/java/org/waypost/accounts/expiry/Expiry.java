package org.waypost.accounts.expiry;

import java.util.List;
import java.util.Optional;
import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.SettingRefused;

/**
 * What is deleted by age.
 *
 * @param rules in order: the first whose folder fits decides; none: nothing is deleted
 * @param hold  nothing is deleted, whatever the rules say. A hold of the server or a domain holds for all below; only where
 *              it was set can it be lifted
 */
public record Expiry(List<ExpiryRule> rules, Boolean hold) {
    /** The section. */
    public static final Section<Expiry> SECTION = Section.everywhere(
            "expiry", Expiry.class, "Which messages are deleted by age, and for whom nothing is (hold).");

    private static final int MOST_RULES = 50;

    public Expiry {
        rules = rules == null ? List.of() : List.copyOf(rules);
        hold = hold != null && hold;
        if (rules.size() > MOST_RULES) {
            throw new SettingRefused("rules", rules.size() + " rules", "at most " + MOST_RULES);
        }
    }

    /** The rule for a folder. */
    public Optional<ExpiryRule> rule(String folder) {
        return rules.stream().filter(rule -> rule.fits(folder)).findFirst();
    }
}
