package org.waypost.mailets.challenge;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.james.core.MailAddress;
import org.waypost.accounts.challenge.ChallengeSettings;
import org.waypost.accounts.challenge.ChallengeSettings.Automatic;
import org.waypost.accounts.challenge.ChallengeSettings.Mode;
import org.waypost.policy.sender.Verdict;

/** Decides what becomes of a mail for one user. Whoever can't answer for its own name is never asked: it may be forged. */
final class Doorman {
    private static final Set<Verdict> FAILING = EnumSet.of(Verdict.FAIL, Verdict.SOFTFAIL);

    /** What is done. */
    enum Action {
        DELIVER,
        /** Held, and listed for the user. */
        HOLD,
        /** Held, and its sender is asked to confirm. */
        CHALLENGE
    }

    /**
     * What is done, and why in words for log and user.
     */
    record Decision(Action action, String reason) {}

    private Doorman() {}

    /**
     * Decides.
     *
     * @param user  the user's address
     * @param known whether the user knows the author; asked only when it matters
     */
    static Decision decide(ChallengeSettings settings, Arrival mail, MailAddress user, Supplier<Boolean> known) {
        if (settings.mode() == Mode.OFF) {
            return deliver("off");
        }
        if (mail.own() || mail.facts().user().isPresent()) {
            return deliver("from here");
        }
        if (settings.mode() == Mode.FAILING_CHECKS && !fails(mail)) {
            return deliver("no check fails");
        }
        if (mail.mayBeKnown() && known.get()) {
            return deliver("known sender");
        }
        if (mail.automatic().isPresent()) {
            return automatic(settings, mail);
        }
        return person(mail, user);
    }

    private static boolean fails(Arrival mail) {
        return FAILING.contains(mail.facts().spf()) || mail.facts().dkim() == Verdict.FAIL;
    }

    /** Programs can't confirm. A report about the user's own mail has no return path, and often a name without SPF. */
    private static Decision automatic(ChallengeSettings settings, Arrival mail) {
        String what = mail.automatic().orElseThrow();
        boolean credible = mail.envelope().isNullSender() ? !mail.facts().failed() : mail.isAligned();
        if (!credible) {
            return hold("automatic mail of an unverified sender (" + what + ")");
        }
        return settings.automaticMail() == Automatic.DELIVER
                ? deliver("automatic mail (" + what + ")")
                : hold("automatic mail (" + what + ")");
    }

    private static Decision person(Arrival mail, MailAddress user) {
        if (mail.from().isEmpty()) {
            return hold("it names no single author");
        }
        MailAddress author = mail.from().get();
        if (author.asString().equalsIgnoreCase(user.asString())) {
            return hold("it bears the user's own name");
        }
        boolean envelopeAligns =
                mail.envelope().asOptional().filter(mail.facts()::aligns).isPresent();
        if (!mail.isAligned() || !envelopeAligns) {
            return hold("the sender is not verified");
        }
        // RFC 3834 §4: what is sent goes to the return path; it must be the one who is to be known then.
        if (!mail.isOneSender()) {
            return hold("author and return path differ");
        }
        return new Decision(Action.CHALLENGE, "the sender is unknown");
    }

    private static Decision deliver(String reason) {
        return new Decision(Action.DELIVER, reason);
    }

    private static Decision hold(String reason) {
        return new Decision(Action.HOLD, reason);
    }
}
