package org.waypost.accounts.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.SettingRefused;

/**
 * The rules of one scope, in the order in which they are tried. Rules add up over scopes: those of the server come first, then
 * those of the domain, then those of the user.
 *
 * @param rules at most {@value #MOST}, each with a name of its own
 */
public record RuleSettings(List<Rule> rules) {
    /** How many rules a scope may have. */
    public static final int MOST = 200;

    /** The section under which they are kept. */
    public static final Section<RuleSettings> SECTION = Section.everywhere(
            "rules",
            RuleSettings.class,
            "What happens to mail by its header, body, size or sender; rules of server, domain and user add up.");

    public RuleSettings {
        rules = rules == null ? List.of() : List.copyOf(rules);
        if (rules.size() > MOST) {
            throw new SettingRefused("rules", rules.size() + " rules", "at most " + MOST);
        }
        Set<String> names = new HashSet<>();
        for (int index = 0; index < rules.size(); index++) {
            String name = rules.get(index).name();
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw new SettingRefused("rules[" + index + "].name", name, "a name that no other rule has");
            }
        }
    }
}
