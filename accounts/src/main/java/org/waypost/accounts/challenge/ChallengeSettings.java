package org.waypost.accounts.challenge;

import java.time.Duration;
import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.SettingRefused;

/**
 * Whose mail is held until its sender confirms.
 *
 * @param mode          of whom a confirmation is asked; nobody as default
 * @param automaticMail what becomes of mail of programs and lists, which can't confirm, when its sender's domain stands for
 *                      it; such mail of unverified senders is held
 * @param expiry        how long mail is held and its sender may confirm, 1 hour to 90 days
 * @param period        how long a sender isn't asked again, 1 hour to 90 days
 * @param digest        whether the user gets a daily list of what is held
 * @param language      the language of texts, such as {@code en} or {@code pt-BR}
 */
public record ChallengeSettings(
        Mode mode, Automatic automaticMail, Duration expiry, Duration period, Boolean digest, String language) {

    /** Of whom a confirmation is asked. */
    public enum Mode {
        /** Of nobody. */
        OFF,
        /** Of everybody whom the user doesn't know. */
        UNKNOWN_SENDERS,
        /** Of those whom the user doesn't know and who fail SPF or DKIM. */
        FAILING_CHECKS
    }

    /** What becomes of mail of programs. */
    public enum Automatic {
        DELIVER,
        HOLD
    }

    /** The section of the settings. */
    public static final Section<ChallengeSettings> SECTION = Section.everywhere(
            "challenge", ChallengeSettings.class, "Whose mail is held until its sender confirms to be a person");

    /** The language of the shipped texts. */
    public static final String ENGLISH = "en";

    private static final Duration LEAST = Duration.ofHours(1);
    private static final Duration MOST = Duration.ofDays(90);

    public ChallengeSettings {
        mode = mode == null ? Mode.OFF : mode;
        automaticMail = automaticMail == null ? Automatic.DELIVER : automaticMail;
        expiry = within("expiry", expiry == null ? Duration.ofDays(14) : expiry);
        period = within("period", period == null ? Duration.ofDays(7) : period);
        digest = digest == null || digest;
        language = language == null ? ENGLISH : language;
        // RFC 5646 §2.1, as far as texts are told apart.
        if (!language.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")) {
            throw new SettingRefused("language", language, "a language such as en or pt-BR");
        }
    }

    private static Duration within(String name, Duration value) {
        if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
            throw new SettingRefused(name, value.toHours() + "h", "a duration from 1h to 90d");
        }
        return value;
    }
}
