package org.waypost.accounts.rules;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.james.core.MailAddress;
import org.waypost.accounts.settings.SettingRefused;

/**
 * One rule: when its conditions hold, its action is done.
 *
 * @param name       how it is called in logs, answers and the header of what it filed; 1 to 100 characters
 * @param enabled    whether it is tried; true when not said
 * @param match      whether all conditions must hold or any of them; all when not said
 * @param conditions 1 to {@value #MOST_CONDITIONS}
 * @param action     what is done
 * @param text       for {@code refuse}: what the sender's server is told; printable ASCII (RFC 5321 §4.2), up to 200 characters
 * @param folder     for {@code file}: where the message goes, levels apart by a slash; for {@code refuse}: where it goes when it
 *                   can't be refused any more, in place of being discarded
 * @param flags      for {@code flag}: {@code \Seen}, {@code \Flagged} and keywords (RFC 9051 §2.3.2)
 * @param to         for {@code forward}: 1 to {@value #MOST_TARGETS} addresses
 * @param keep       for {@code forward}: whether the mailbox gets a copy too; true when not said
 * @param then       whether further rules are tried; stop when not said
 */
public record Rule(
        String name,
        Boolean enabled,
        Match match,
        List<Condition> conditions,
        Action action,
        String text,
        String folder,
        List<String> flags,
        List<MailAddress> to,
        Boolean keep,
        Then then) {

    /** How conditions go together. */
    public enum Match {
        ALL,
        ANY
    }

    /** What a rule does. */
    public enum Action {
        /** Leaves the message as it is; later rules don't see it. */
        ACCEPT,
        /** Refuses it at the end of DATA when all its recipients do; later it is filed or discarded. */
        REFUSE,
        /** Puts it into a folder. */
        FILE,
        /** Gives it flags. */
        FLAG,
        /** Sends it on. */
        FORWARD,
        /** Lets it vanish, with a line in the log. */
        DISCARD
    }

    /** Whether the search for rules goes on. */
    public enum Then {
        STOP,
        CONTINUE
    }

    static final int MOST_CONDITIONS = 20;
    static final int MOST_TARGETS = 10;
    private static final int MOST_FLAGS = 10;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_FOLDER = 200;
    private static final Set<String> SYSTEM_FLAGS = Set.of("\\Seen", "\\Flagged");
    // RFC 9051 §9, flag-keyword: an atom.
    private static final Pattern KEYWORD = Pattern.compile("[!#$&'+,./0-9:;<=>?@A-Z^_`a-z|}~-]{1,64}");
    private static final Pattern EMPTY_LEVEL = Pattern.compile("(^|[/.])\\s*([/.]|$)");

    public Rule {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME || hasControls(name)) {
            throw new SettingRefused("name", name, "a name of 1 to " + LONGEST_NAME + " characters on one line");
        }
        if (action == null) {
            throw new SettingRefused("action", null, "one of accept, refuse, file, flag, forward, discard");
        }
        if (conditions == null || conditions.isEmpty() || conditions.size() > MOST_CONDITIONS) {
            throw new SettingRefused(
                    "conditions",
                    conditions == null ? null : conditions.size() + " conditions",
                    "1 to " + MOST_CONDITIONS + " conditions");
        }
        enabled = enabled == null || enabled;
        match = match == null ? Match.ALL : match;
        conditions = List.copyOf(conditions);
        text = checkedText(action, text);
        folder = checkedFolder(action, folder);
        flags = checkedFlags(action, flags);
        to = checkedTargets(action, to);
        if (keep != null) {
            only(action, "keep", keep, Action.FORWARD);
        }
        keep = action == Action.FORWARD && keep == null ? Boolean.TRUE : keep;
        boolean ends = action == Action.ACCEPT || action == Action.REFUSE || action == Action.DISCARD;
        if (ends && then == Then.CONTINUE) {
            throw new SettingRefused("then", "continue", "stop: " + word(action) + " has the last word");
        }
        then = then == null ? Then.STOP : then;
    }

    private static String word(Action action) {
        return action.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static void only(Action action, String key, Object value, Action... wanted) {
        if (!List.of(wanted).contains(action)) {
            throw new SettingRefused(key, value, "nothing: " + word(action) + " takes no " + key);
        }
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static String checkedText(Action action, String text) {
        if (text == null) {
            return null;
        }
        only(action, "text", text, Action.REFUSE);
        // RFC 5321 §4.2: textstring is printable ASCII.
        if (!text.matches("[ -~]{1," + LONGEST_TEXT + "}") || text.isBlank()) {
            throw new SettingRefused(
                    "text",
                    text,
                    "1 to " + LONGEST_TEXT + " printable ASCII characters, for other mail servers to show");
        }
        return text.trim();
    }

    private static String checkedFolder(Action action, String folder) {
        if (folder == null) {
            if (action == Action.FILE) {
                throw new SettingRefused("folder", null, "the folder in which the message is filed");
            }
            return null;
        }
        only(action, "folder", folder, Action.FILE, Action.REFUSE);
        if (folder.length() > LONGEST_FOLDER
                || hasControls(folder)
                || folder.matches("(?s)#.*|.*[%*].*")
                || EMPTY_LEVEL.matcher(folder).find()) {
            throw new SettingRefused(
                    "folder",
                    folder,
                    "a folder of 1 to " + LONGEST_FOLDER
                            + " characters such as Lists/Waypost, without %, * and empty levels, not beginning with #");
        }
        return folder;
    }

    private static List<String> checkedFlags(Action action, List<String> flags) {
        if (flags == null) {
            if (action == Action.FLAG) {
                throw new SettingRefused("flags", null, "1 to " + MOST_FLAGS + " flags");
            }
            return null;
        }
        only(action, "flags", flags, Action.FLAG);
        if (flags.isEmpty() || flags.size() > MOST_FLAGS) {
            throw new SettingRefused("flags", flags.size() + " flags", "1 to " + MOST_FLAGS + " flags");
        }
        for (int index = 0; index < flags.size(); index++) {
            String flag = flags.get(index);
            if (flag == null
                    || !SYSTEM_FLAGS.contains(flag) && !KEYWORD.matcher(flag).matches()) {
                throw new SettingRefused("flags[" + index + "]", flag, "\\Seen, \\Flagged or a keyword such as $Work");
            }
        }
        return List.copyOf(flags);
    }

    private static List<MailAddress> checkedTargets(Action action, List<MailAddress> to) {
        if (to == null) {
            if (action == Action.FORWARD) {
                throw new SettingRefused("to", null, "1 to " + MOST_TARGETS + " addresses");
            }
            return null;
        }
        only(action, "to", to, Action.FORWARD);
        if (to.isEmpty() || to.size() > MOST_TARGETS || to.contains(null)) {
            throw new SettingRefused("to", to.size() + " addresses", "1 to " + MOST_TARGETS + " addresses");
        }
        return List.copyOf(to);
    }
}
