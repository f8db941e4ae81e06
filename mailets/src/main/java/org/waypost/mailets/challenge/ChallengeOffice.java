package org.waypost.mailets.challenge;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.challenge.ChallengeDesk;
import org.waypost.accounts.challenge.ChallengeTokens;
import org.waypost.accounts.challenge.ChallengeTokens.Purpose;
import org.waypost.accounts.challenge.ChallengeTokens.Token;
import org.waypost.accounts.challenge.KnownSender;
import org.waypost.accounts.challenge.KnownSender.How;
import org.waypost.accounts.challenge.KnownSenders;
import org.waypost.accounts.challenge.PendingMail;
import org.waypost.accounts.challenge.PendingMailStore;
import org.waypost.accounts.challenge.SentChallenge;
import org.waypost.accounts.challenge.SentChallenges;

/** The desk over the stores and the queue. */
public final class ChallengeOffice implements ChallengeDesk {
    private static final Logger LOGGER = LoggerFactory.getLogger(ChallengeOffice.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Where released mail goes on: behind the step that held it. */
    static final String PROCESSOR = "transport";

    private final PendingMailStore pending;
    private final KnownSenders known;
    private final SentChallenges sent;
    private final HeldMail mails;
    private final ChallengeTokens tokens;
    private final ChallengeCounts counts;
    private final Clock clock;
    private final AtomicReference<String> processor = new AtomicReference<>(PROCESSOR);

    @Inject
    public ChallengeOffice(
            PendingMailStore pending,
            KnownSenders known,
            SentChallenges sent,
            HeldMail mails,
            ChallengeTokens tokens,
            ChallengeCounts counts,
            Clock clock) {
        this.pending = pending;
        this.known = known;
        this.sent = sent;
        this.mails = mails;
        this.tokens = tokens;
        this.counts = counts;
        this.clock = clock;
    }

    /** Says where released mail goes on; by the step that holds it, when the pipeline begins. */
    void releaseTo(String name) {
        processor.set(name);
    }

    /** Where released mail goes on. */
    String processor() {
        return processor.get();
    }

    @Override
    public View look(String token) {
        Optional<Token> read = tokens.read(token).filter(each -> each.purpose() == Purpose.CONFIRM);
        if (read.isEmpty()) {
            return new View(State.UNKNOWN, Optional.empty());
        }
        Optional<SentChallenge> challenge = sent.find(read.get().id()).blockOptional(PATIENCE);
        if (challenge.flatMap(SentChallenge::confirmed).isPresent()) {
            return new View(State.CONFIRMED, challenge);
        }
        if (read.get().expired()) {
            return new View(State.EXPIRED, challenge);
        }
        return new View(challenge.isPresent() ? State.OPEN : State.UNKNOWN, challenge);
    }

    @Override
    public View confirm(String token, How how) {
        View view = look(token);
        if (view.state() == State.OPEN || view.state() == State.CONFIRMED) {
            SentChallenge challenge = view.challenge().orElseThrow();
            int released = trust(challenge.user(), challenge.sender(), how);
            if (view.state() == State.OPEN) {
                // Noted last: what fails before this can be confirmed again.
                sent.confirmed(challenge, now()).block(PATIENCE);
                counts.confirmed().increment();
            }
            LOGGER.info(
                    "Confirmed sender={} user={} by={} released={}",
                    challenge.sender(),
                    challenge.user().asString(),
                    how,
                    released);
        }
        return view;
    }

    /** The id in a token that opens a user's held mail. */
    static UUID idOf(Username user) {
        return UUID.nameUUIDFromBytes(user.asString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean opens(String token, Username user) {
        return tokens.read(token)
                .filter(read -> read.purpose() == Purpose.DIGEST && !read.expired())
                .filter(read -> read.id().equals(idOf(user)))
                .isPresent();
    }

    @Override
    public List<PendingMail> held(Username user) {
        return pending.of(user)
                .filter(PendingMail::waits)
                .sort(Comparator.comparing(PendingMail::received).reversed())
                .collectList()
                .block(PATIENCE);
    }

    @Override
    public Optional<PendingMail> held(Username user, UUID id) {
        return pending.find(user, id).filter(PendingMail::waits).blockOptional(PATIENCE);
    }

    @Override
    public byte[] message(PendingMail mail, int most) {
        return mails.message(mail, most);
    }

    @Override
    public int release(Username user, UUID id, Optional<How> how) {
        Optional<PendingMail> mail = held(user, id);
        if (mail.isEmpty()) {
            return 0;
        }
        if (how.isPresent() && !mail.get().sender().equals(PendingMail.NOBODY)) {
            return trust(user, mail.get().sender(), how.get());
        }
        return mails.release(mail.get(), processor()) ? 1 : 0;
    }

    @Override
    public int trust(Username user, String sender, How how) {
        // First known, then released: mail that comes meanwhile is either delivered or found here.
        known.add(user, new KnownSender(sender, how, now())).block(PATIENCE);
        return releaseAll(user, sender);
    }

    /** Releases all that waits of a sender. */
    int releaseAll(Username user, String sender) {
        List<PendingMail> waiting = pending.of(user, sender)
                .filter(PendingMail::waits)
                .sort(Comparator.comparing(PendingMail::received))
                .collectList()
                .block(PATIENCE);
        return (int) waiting.stream()
                .filter(mail -> mails.release(mail, processor()))
                .count();
    }

    @Override
    public boolean discard(Username user, UUID id) {
        boolean dropped = held(user, id).filter(mails::drop).isPresent();
        if (dropped) {
            counts.discarded().increment();
            LOGGER.info("Discarded id={} user={}", id, user.asString());
        }
        return dropped;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
