package org.waypost.mailets.challenge;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepositoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.challenge.ChallengeLinks;
import org.waypost.accounts.challenge.ChallengeSettings;
import org.waypost.accounts.challenge.ChallengeTexts;
import org.waypost.accounts.challenge.ChallengeTokens;
import org.waypost.accounts.challenge.ChallengeTokens.Purpose;
import org.waypost.accounts.challenge.PendingMail;
import org.waypost.accounts.challenge.PendingMailStore;
import org.waypost.accounts.lease.Leases;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.notices.NoticeSender;
import org.waypost.policy.recipient.RecipientUsers;

/**
 * What is done from time to time: users get their digest once a day, mail that waited too long is given up with it, and
 * what a server that died left half done is finished. One server of the keyspace does a round.
 */
public final class ChallengeRounds {
    private static final Logger LOGGER = LoggerFactory.getLogger(ChallengeRounds.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LEASE = "challenge-round";
    private static final Duration LEASED = Duration.ofMinutes(10);
    private static final Duration DAY_KEPT = Duration.ofHours(50);

    private final PendingMailStore pending;
    private final HeldMail mails;
    private final ChallengeOffice office;
    private final AccountSettings settings;
    private final Leases leases;
    private final RecipientUsers users;
    private final ChallengeTokens tokens;
    private final ChallengeLinks links;
    private final NoticeSender notices;
    private final ChallengeCounts counts;
    private final Clock clock;
    private final String holder = UUID.randomUUID().toString();

    @Inject
    public ChallengeRounds(
            PendingMailStore pending,
            HeldMail mails,
            ChallengeOffice office,
            AccountSettings settings,
            Leases leases,
            RecipientUsers users,
            ChallengeTokens tokens,
            ChallengeLinks links,
            NoticeSender notices,
            ChallengeCounts counts,
            Clock clock) {
        this.pending = pending;
        this.mails = mails;
        this.office = office;
        this.settings = settings;
        this.leases = leases;
        this.users = users;
        this.tokens = tokens;
        this.links = links;
        this.notices = notices;
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * Goes round once, unless another server does.
     *
     * @param digestAt from when on in a day, by the clock of this machine, digests are sent
     */
    public void go(LocalTime digestAt) {
        if (!take()) {
            return;
        }
        try {
            LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
            boolean digests = !LocalTime.ofInstant(clock.instant(), ZoneId.systemDefault())
                    .isBefore(digestAt);
            for (Username user : users()) {
                // Renewed for each: a lease that was lost ends the round here.
                if (!take()) {
                    return;
                }
                tend(user, digests, day);
            }
        } finally {
            leases.release(LEASE, holder).block(PATIENCE);
        }
    }

    private boolean take() {
        return Boolean.TRUE.equals(leases.take(LEASE, holder, LEASED).block(PATIENCE));
    }

    private List<Username> users() {
        return pending.users().collectList().block(PATIENCE);
    }

    /** One user's trouble doesn't keep the others waiting. */
    private void tend(Username user, boolean digests, LocalDate day) {
        try {
            finish(user);
            ChallengeSettings said =
                    settings.of(user, ChallengeSettings.SECTION).block(PATIENCE);
            if (!said.digest()) {
                giveUp(expired(user));
            } else if (digests && isFirst(user, day)) {
                digest(user, false);
            }
        } catch (RuntimeException | MessagingException | UsersRepositoryException e) {
            LOGGER.error("The held mail of {} can't be tended now", user.asString(), e);
        }
    }

    private void finish(Username user) {
        pending.of(user)
                .filter(mail -> !mail.waits())
                .collectList()
                .block(PATIENCE)
                .forEach(mail -> mails.finish(mail, office.processor()));
    }

    /** A day's digest is sent once, whichever server goes round; taken before, so that a failing one isn't sent for ever. */
    private boolean isFirst(Username user, LocalDate day) {
        return Boolean.TRUE.equals(leases.take(
                        LEASE + "/" + day + "/" + user.asString(),
                        UUID.randomUUID().toString(),
                        DAY_KEPT)
                .block(PATIENCE));
    }

    /**
     * Tells a user what is held and gives up what waited too long.
     *
     * @param always also when there is nothing that wasn't told before
     * @return whether there was something to tell
     */
    public boolean digest(Username user, boolean always) throws MessagingException, UsersRepositoryException {
        List<PendingMail> expired = expired(user);
        List<PendingMail> held = new ArrayList<>(office.held(user));
        held.removeAll(expired);
        boolean news = held.stream().anyMatch(mail -> !mail.progress().listed());
        if (expired.isEmpty() && !news && (!always || held.isEmpty())) {
            return false;
        }
        MailAddress address = users.addressOf(user);
        ChallengeSettings said = settings.of(user, ChallengeSettings.SECTION).block(PATIENCE);
        ChallengeTexts texts = settings.in(Scope.user(user).above().orElseThrow(), ChallengeTexts.SECTION)
                .block(PATIENCE);
        String token = tokens.make(
                Purpose.DIGEST, ChallengeOffice.idOf(user), clock.instant().plus(said.expiry()));
        notices.send(
                ChallengeLetters.digest(address, held, expired, links.held(token, user), texts, said.language()),
                "challenge-digest");
        counts.digests().increment();
        held.stream().filter(mail -> !mail.progress().listed()).forEach(mail -> pending.markListed(mail)
                .block(PATIENCE));
        giveUp(expired);
        return true;
    }

    private List<PendingMail> expired(Username user) {
        Instant now = clock.instant();
        return pending.of(user)
                .filter(PendingMail::waits)
                .filter(mail -> !mail.expires().isAfter(now))
                .sort(Comparator.comparing(PendingMail::received))
                .collectList()
                .block(PATIENCE);
    }

    private void giveUp(List<PendingMail> expired) {
        for (PendingMail mail : expired) {
            if (mails.drop(mail)) {
                counts.expired().increment();
                LOGGER.info(
                        "Gave up id={} user={} sender={}: it expired {}",
                        mail.id(),
                        mail.user().asString(),
                        mail.sender(),
                        mail.expires());
            }
        }
    }
}
