package org.waypost.server.welcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.MailAddress;
import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.notices.Template;

/**
 * What new accounts are welcomed with.
 *
 * @param enabled  whether they are; false when not said
 * @param language the language of the domain's users, such as {@code de} or {@code pt-BR} (RFC 5646); {@code en} when not said
 * @param from     the author; the postmaster of the account's domain when not said
 * @param messages 1 to {@value #MOST} messages, sent in this order; one in English when not said
 */
public record WelcomeSettings(Boolean enabled, String language, MailAddress from, List<Message> messages) {
    static final int MOST = 10;
    private static final int LONGEST = 100_000;
    private static final int LONGEST_SUBJECT = 200;

    /** The variables of subjects and texts. */
    static final Set<String> VARIABLES = Set.of("user", "address", "name", "domain");

    /** The section under which they are kept. */
    public static final Section<WelcomeSettings> SECTION = Section.ofDomains(
            "welcome",
            WelcomeSettings.class,
            "Messages that a new account finds in its mailbox, by domain and language.");

    private static final Message STANDARD = new Message(
            null,
            "Welcome, {{name}}",
            """
            Hello {{name}},

            your mailbox {{address}} is ready. Set up your mail program with this address as the user name and with the \
            password that you were given; it encrypts the connection.

            Whoever looks after mail at {{domain}} reads postmaster@{{domain}}.
            """,
            null);

    /**
     * One message.
     *
     * @param language for users of this language only; for all when not said
     * @param subject  with variables such as {@code {{name}}}
     * @param text     the plain form, with variables
     * @param html     the HTML form, with variables; none when not said
     */
    public record Message(String language, String subject, String text, String html) {
        public Message {
            language = language == null ? null : checkedLanguage(language);
            check("subject", subject, LONGEST_SUBJECT, false);
            check("text", text, LONGEST, false);
            if (html != null) {
                check("html", html, LONGEST, true);
            }
        }

        private static void check(String key, String source, int longest, boolean markup) {
            if (source == null || source.isBlank() || source.length() > longest) {
                throw new SettingRefused(key, source, "a text of 1 to " + longest + " characters");
            }
            try {
                if (markup) {
                    Template.html(source, VARIABLES);
                } else {
                    Template.text(source, VARIABLES);
                }
            } catch (IllegalArgumentException e) {
                throw new SettingRefused(key, source, "a template: " + e.getMessage());
            }
        }
    }

    public WelcomeSettings {
        enabled = enabled != null && enabled;
        language = language == null ? "en" : checkedLanguage(language);
        messages = messages == null ? List.of(STANDARD) : List.copyOf(messages);
        if (messages.isEmpty() || messages.size() > MOST) {
            throw new SettingRefused("messages", messages.size() + " messages", "1 to " + MOST + " messages");
        }
    }

    private static String checkedLanguage(String language) {
        if (!language.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")) {
            throw new SettingRefused("language", language, "a language such as de or pt-BR (RFC 5646)");
        }
        return language.toLowerCase(Locale.ROOT);
    }

    /**
     * What is sent: the messages of no language, and those of the domain's language; when there are none of it, those of the
     * language without its region, else those in English, else those of the language that comes first.
     */
    List<Message> chosen() {
        Optional<String> best = candidates().stream()
                .filter(each -> messages.stream().anyMatch(message -> each.equals(message.language())))
                .findFirst();
        return messages.stream()
                .filter(message ->
                        message.language() == null || message.language().equals(best.orElse(null)))
                .toList();
    }

    private List<String> candidates() {
        // RFC 4647 §3.4: look up, from the longest tag to the shortest.
        List<String> all = new ArrayList<>();
        for (String tag = language; !tag.isEmpty(); tag = tag.substring(0, Math.max(0, tag.lastIndexOf('-')))) {
            all.add(tag);
        }
        all.add("en");
        messages.stream()
                .map(Message::language)
                .filter(each -> each != null)
                .limit(1)
                .forEach(all::add);
        return all;
    }
}
