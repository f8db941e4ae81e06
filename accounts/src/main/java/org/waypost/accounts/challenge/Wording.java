package org.waypost.accounts.challenge;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.accounts.settings.SettingRefused;

/**
 * A text of a mail in one language; variables stand in double braces.
 *
 * @param subject at most 200 characters
 * @param text    the plain form, at most 20,000 characters
 * @param html    the HTML form; none when absent
 */
public record Wording(String subject, String text, String html) {
    private static final Pattern TAG = Pattern.compile("\\{\\{\\s*([^}]*?)\\s*}}+");
    private static final int LONGEST = 20_000;

    public Wording {
        if (subject == null || subject.isBlank() || subject.length() > 200 || subject.matches("(?s).*[\\r\\n].*")) {
            throw new SettingRefused("subject", subject, "one line of 1 to 200 characters");
        }
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw new SettingRefused("text", text, "a text of 1 to " + LONGEST + " characters");
        }
        if (html != null && html.length() > LONGEST) {
            throw new SettingRefused("html", html, "a text of at most " + LONGEST + " characters");
        }
    }

    /** Refuses variables that there aren't. */
    Wording knowing(String path, Set<String> variables) {
        check(path + ".subject", subject, variables);
        check(path + ".text", text, variables);
        if (html != null) {
            check(path + ".html", html, variables);
        }
        return this;
    }

    private static void check(String path, String source, Set<String> variables) {
        Matcher tags = TAG.matcher(source);
        while (tags.find()) {
            if (!variables.contains(tags.group(1))) {
                throw new SettingRefused(path, tags.group(), "variables of " + new TreeSet<>(variables));
            }
        }
    }
}
