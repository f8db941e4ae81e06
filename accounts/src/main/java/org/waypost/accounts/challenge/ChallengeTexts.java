package org.waypost.accounts.challenge;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.SettingRefused;

/**
 * What challenges and digests say, by language. A language that has no text here gets the shipped one, in English.
 *
 * @param challenge what a sender gets
 * @param digest    what a user gets about held mail
 */
public record ChallengeTexts(Map<String, Wording> challenge, Map<String, Wording> digest) {

    /** The section of the settings. Users don't write texts that go to strangers in the server's name. */
    public static final Section<ChallengeTexts> SECTION = Section.ofDomains(
            "challengeTexts", ChallengeTexts.class, "What requests for confirmation and digests say, by language");

    /** What a challenge may tell: the user, the sender, the subject of the held mail, the link, the days that are left. */
    public static final Set<String> OF_CHALLENGE = Set.of("user", "sender", "subject", "link", "days");

    /** What a digest may tell: the user, how many mails are held and expired, and the list of them. */
    public static final Set<String> OF_DIGEST = Set.of("user", "held", "expired", "list");

    private static final int MOST_LANGUAGES = 50;

    public ChallengeTexts {
        challenge = checked("challenge", challenge, OF_CHALLENGE);
        digest = checked("digest", digest, OF_DIGEST);
    }

    private static Map<String, Wording> checked(String name, Map<String, Wording> texts, Set<String> variables) {
        if (texts == null) {
            return Map.of();
        }
        if (texts.size() > MOST_LANGUAGES) {
            throw new SettingRefused(name, texts.size() + " languages", "at most " + MOST_LANGUAGES);
        }
        texts.forEach((language, wording) -> {
            if (wording == null) {
                throw new SettingRefused(name + "." + language, null, "subject and text");
            }
            wording.knowing(name + "." + language, variables);
        });
        return Map.copyOf(texts);
    }

    /** The challenge in a language, or in the language that it is a variant of. */
    public Optional<Wording> challengeIn(String language) {
        return in(challenge, language);
    }

    /** The digest in a language, or in the language that it is a variant of. */
    public Optional<Wording> digestIn(String language) {
        return in(digest, language);
    }

    private static Optional<Wording> in(Map<String, Wording> texts, String language) {
        return Optional.ofNullable(texts.get(language))
                .or(() -> Optional.ofNullable(texts.get(language.replaceAll("-.*", ""))));
    }
}
