package org.waypost.mailets.quota;

import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.notices.Template;

/**
 * When a user is told that the mailbox is nearly full, and in which words.
 *
 * @param enabled       whether anybody is told
 * @param stages        up to two shares of a limit, the smaller first
 * @param again         by how many percent use must fall below a share before crossing it is told again
 * @param language      of the texts, such as {@code ja}
 * @param texts         texts by language, in place of those of the server's files
 * @param administrator who gets a copy, in the language of the domain; empty for nobody
 * @param folders       how many of the largest folders are listed
 */
public record QuotaWarnings(
        Boolean enabled,
        List<Stage> stages,
        Integer again,
        String language,
        Map<String, Text> texts,
        String administrator,
        Integer folders) {
    /** A user's choice comes before that of the domain. */
    public static final Section<QuotaWarnings> SECTION = Section.everywhere(
            "quotaWarnings", QuotaWarnings.class, "When users are told that their mailbox is nearly full.");

    /** What may stand in double braces. */
    public static final Set<String> VARIABLES =
            Set.of("user", "domain", "percent", "used", "limit", "size", "sizeLimit", "count", "countLimit", "folders");

    private static final List<Stage> STANDARD =
            List.of(new Stage(80, null, null, null), new Stage(95, null, null, null));
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_TEXT = 20_000;
    private static final int MOST_LANGUAGES = 50;
    private static final String LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*";

    /**
     * A share of a limit, with words of its own or those of the language.
     *
     * @param percent of the limit
     * @param subject one line, or {@code null}
     * @param text    the plain form, or {@code null}
     * @param html    the form in HTML, or {@code null}
     */
    public record Stage(Integer percent, String subject, String text, String html) {
        public Stage {
            if (percent == null || percent < 1 || percent > 100) {
                throw new SettingRefused("percent", percent, "a share from 1 to 100");
            }
            Text.check(subject, text, html);
        }
    }

    /**
     * Words of a language.
     *
     * @param subject one line
     * @param text    the plain form
     * @param html    the form in HTML, or {@code null} for none
     */
    public record Text(String subject, String text, String html) {
        public Text {
            if (subject == null) {
                throw new SettingRefused("subject", "missing", "a line");
            }
            if (text == null) {
                throw new SettingRefused("text", "missing", "a text");
            }
            check(subject, text, html);
        }

        static void check(String subject, String text, String html) {
            if (subject != null && (subject.isBlank() || subject.matches("(?s).*[\\r\\n].*"))) {
                throw new SettingRefused("subject", subject, "one line");
            }
            check("subject", subject, LONGEST_SUBJECT, false);
            check("text", text, LONGEST_TEXT, false);
            check("html", html, LONGEST_TEXT, true);
        }

        private static void check(String key, String source, int longest, boolean html) {
            if (source == null) {
                return;
            }
            if (source.length() > longest) {
                throw new SettingRefused(key, source.length() + " characters", "at most " + longest);
            }
            try {
                var unused = html ? Template.html(source, VARIABLES) : Template.text(source, VARIABLES);
            } catch (IllegalArgumentException e) {
                throw new SettingRefused(key, source, "a text with known variables: " + e.getMessage());
            }
        }
    }

    public QuotaWarnings {
        enabled = enabled == null || enabled;
        stages = stages == null ? STANDARD : List.copyOf(stages);
        again = again == null ? 5 : again;
        language = language == null ? "en" : language;
        texts = texts == null ? Map.of() : Map.copyOf(texts);
        administrator = administrator == null ? "" : administrator;
        folders = folders == null ? 10 : folders;
        if (stages.isEmpty() || stages.size() > 2) {
            throw new SettingRefused("stages", stages.size() + " stages", "one or two");
        }
        if (stages.size() == 2 && stages.get(0).percent() >= stages.get(1).percent()) {
            throw new SettingRefused("stages[1].percent", stages.get(1).percent(), "more than that of the first stage");
        }
        if (again < 1 || again > 50) {
            throw new SettingRefused("again", again, "1 to 50 percent");
        }
        checkLanguage("language", language);
        texts.keySet().forEach(tag -> checkLanguage("texts", tag));
        if (texts.size() > MOST_LANGUAGES) {
            throw new SettingRefused("texts", texts.size() + " languages", "at most " + MOST_LANGUAGES);
        }
        checkAddress(administrator);
        if (folders < 0 || folders > 50) {
            throw new SettingRefused("folders", folders, "0 to 50");
        }
    }

    private static void checkLanguage(String key, String tag) {
        // RFC 5646 §2.1, as far as people use it.
        if (!tag.matches(LANGUAGE)) {
            throw new SettingRefused(key, tag, "a language such as en or pt-BR");
        }
    }

    private static void checkAddress(String address) {
        if (!address.isEmpty()) {
            try {
                var unused = new MailAddress(address);
            } catch (AddressException e) {
                throw new SettingRefused("administrator", address, "a mail address, or nothing");
            }
        }
    }
}
