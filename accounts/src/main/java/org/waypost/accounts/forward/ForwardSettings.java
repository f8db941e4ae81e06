package org.waypost.accounts.forward;

import java.util.LinkedHashSet;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.SettingRefused;

/**
 * To whom the mail of a user is forwarded.
 *
 * @param targets  addresses, at most {@link #MOST}; none: nothing is forwarded. One that stands twice counts once
 * @param keepCopy whether the mail stays in the mailbox too; default {@code true}
 */
public record ForwardSettings(List<MailAddress> targets, Boolean keepCopy) {
    /** No domain can allow more targets. */
    public static final int MOST = 100;

    /** The section of the settings. */
    public static final Section<ForwardSettings> SECTION =
            Section.everywhere("forward", ForwardSettings.class, "To whom mail is forwarded.");

    public ForwardSettings {
        targets = targets == null ? List.of() : checked(targets);
        keepCopy = keepCopy == null || keepCopy;
    }

    private static List<MailAddress> checked(List<MailAddress> targets) {
        for (int index = 0; index < targets.size(); index++) {
            MailAddress target = targets.get(index);
            if (target == null || target.isNullSender()) {
                throw new SettingRefused("targets[" + index + "]", target, "a mail address");
            }
        }
        List<MailAddress> distinct = List.copyOf(new LinkedHashSet<>(targets));
        if (distinct.size() > MOST) {
            throw new SettingRefused("targets", distinct.size() + " addresses", "at most " + MOST);
        }
        return distinct;
    }
}
