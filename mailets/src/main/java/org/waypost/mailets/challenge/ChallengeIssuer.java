package org.waypost.mailets.challenge;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.challenge.ChallengeLimits;
import org.waypost.accounts.challenge.ChallengeLinks;
import org.waypost.accounts.challenge.ChallengeSettings;
import org.waypost.accounts.challenge.ChallengeTexts;
import org.waypost.accounts.challenge.ChallengeTokens;
import org.waypost.accounts.challenge.ChallengeTokens.Purpose;
import org.waypost.accounts.challenge.ConfirmationAddress;
import org.waypost.accounts.challenge.KnownSender;
import org.waypost.accounts.challenge.SentChallenge;
import org.waypost.accounts.challenge.SentChallenges;
import org.waypost.accounts.challenge.SentChallenges.Counted;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.notices.NoticeSender;

/** Asks senders to confirm: each once in a period, and in a day no more than the caps allow. */
public final class ChallengeIssuer {
    private static final Logger LOGGER = LoggerFactory.getLogger(ChallengeIssuer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SentChallenges sent;
    private final AccountSettings settings;
    private final ChallengeTokens tokens;
    private final ChallengeLinks links;
    private final NoticeSender notices;
    private final ChallengeCounts counts;
    private final Clock clock;

    @Inject
    public ChallengeIssuer(
            SentChallenges sent,
            AccountSettings settings,
            ChallengeTokens tokens,
            ChallengeLinks links,
            NoticeSender notices,
            ChallengeCounts counts,
            Clock clock) {
        this.sent = sent;
        this.settings = settings;
        this.tokens = tokens;
        this.links = links;
        this.notices = notices;
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * Whether a sender may be asked now.
     *
     * @param challenge what is to be sent; absent when nothing is
     * @param reason    why nothing is
     */
    record Turn(Optional<SentChallenge> challenge, String reason) {
        private static Turn none(String reason) {
            return new Turn(Optional.empty(), reason);
        }
    }

    /** Takes the turn to ask a sender; the challenge is sent when the mail is safe. */
    Turn turn(Username user, MailAddress sender, UUID mail, ChallengeSettings said) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        SentChallenge wanted = new SentChallenge(
                UUID.randomUUID(),
                user,
                KnownSender.normal(sender),
                mail,
                now,
                now.plus(said.expiry()),
                Optional.empty());
        Optional<SentChallenge> begun = sent.begin(wanted, said.period()).blockOptional(PATIENCE);
        if (begun.isEmpty()) {
            return Turn.none("the sender was asked already");
        }
        Optional<Counted> reached = reached(begun.get());
        if (reached.isPresent()) {
            sent.withdraw(begun.get()).block(PATIENCE);
            counts.capped().increment();
            return Turn.none("the cap of challenges a day per "
                    + reached.get().name().toLowerCase(java.util.Locale.ROOT) + " is reached");
        }
        return new Turn(begun, "");
    }

    /**
     * Looks, counts and looks again: of servers that do so at once none goes above a cap, for each sees what it counted
     * itself. Looking first keeps refused challenges from using up the caps of others.
     */
    private Optional<Counted> reached(SentChallenge challenge) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Map<Counted, String> names = names(challenge);
        Map<Counted, Integer> caps = caps();
        Optional<Counted> before = above(today, names, caps, 1);
        if (before.isPresent()) {
            return before;
        }
        names.forEach((by, name) -> sent.count(today, by, name, challenge.id()).block(PATIENCE));
        return above(today, names, caps, 0);
    }

    private Optional<Counted> above(
            LocalDate day, Map<Counted, String> names, Map<Counted, Integer> caps, int oneMore) {
        return names.keySet().stream()
                .filter(by -> sent.count(day, by, names.get(by))
                                        .blockOptional(PATIENCE)
                                        .orElse(0)
                                + oneMore
                        > caps.get(by))
                .findFirst();
    }

    private static Map<Counted, String> names(SentChallenge challenge) {
        Map<Counted, String> names = new EnumMap<>(Counted.class);
        names.put(Counted.SENDER, challenge.sender());
        names.put(Counted.USER, challenge.user().asString());
        names.put(
                Counted.DOMAIN,
                challenge
                        .user()
                        .getDomainPart()
                        .map(domain -> domain.asString())
                        .orElse(""));
        names.put(Counted.SERVER, "");
        return names;
    }

    private Map<Counted, Integer> caps() {
        ChallengeLimits limits = settings.ofServer(ChallengeLimits.SECTION).block(PATIENCE);
        return new EnumMap<>(Map.of(
                Counted.SENDER, limits.perSender(),
                Counted.USER, limits.perUser(),
                Counted.DOMAIN, limits.perDomain(),
                Counted.SERVER, limits.perServer()));
    }

    /**
     * Sends a challenge whose turn was taken.
     *
     * @param writtenTo the user's address as the sender knows it
     */
    void send(SentChallenge challenge, MailAddress sender, MailAddress writtenTo, String subject, String language)
            throws MessagingException {
        String token = tokens.make(Purpose.CONFIRM, challenge.id(), challenge.expires());
        ChallengeTexts texts = settings.in(Scope.user(challenge.user()).above().orElseThrow(), ChallengeTexts.SECTION)
                .block(PATIENCE);
        ChallengeLetters.Request request = new ChallengeLetters.Request(
                writtenTo,
                sender,
                subject,
                links.confirmation(token),
                ConfirmationAddress.of(token, writtenTo.getDomain()),
                Duration.between(clock.instant(), challenge.expires()));
        notices.send(ChallengeLetters.challenge(request, texts, language), "challenge");
        sent.sent(challenge).block(PATIENCE);
        counts.sent().increment();
        LOGGER.info(
                "Asked sender={} to confirm for user={} id={}",
                challenge.sender(),
                challenge.user().asString(),
                challenge.mail());
    }
}
