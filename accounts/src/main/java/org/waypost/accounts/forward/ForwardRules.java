package org.waypost.accounts.forward;

import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.SettingRefused;

/**
 * What a domain lets its users forward. Not a user's to choose, so a section of its own.
 *
 * @param externalTargets whether to addresses of other servers; default {@code true}
 * @param mostTargets     to how many addresses, from 0 to {@link ForwardSettings#MOST}; default 20
 */
public record ForwardRules(Boolean externalTargets, Integer mostTargets) {
    private static final int STANDARD = 20;

    /** The section of the settings. */
    public static final Section<ForwardRules> SECTION =
            Section.ofDomains("forwardRules", ForwardRules.class, "What users of a domain may forward.");

    public ForwardRules {
        externalTargets = externalTargets == null || externalTargets;
        mostTargets = mostTargets == null ? STANDARD : mostTargets;
        if (mostTargets < 0 || mostTargets > ForwardSettings.MOST) {
            throw new SettingRefused("mostTargets", mostTargets, "a whole number from 0 to " + ForwardSettings.MOST);
        }
    }
}
