package org.waypost.policy.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.MailAddress;

/**
 * What rules say about a message for one user.
 *
 * @param outcome  what becomes of it
 * @param folder   where it is filed; for a refused one, where it goes when it can't be refused any more
 * @param flags    what it is marked with
 * @param forwards to whom it is sent on; none when it is refused
 * @param by       the rule that had the last word on the outcome or folder; absent when none had
 * @param tried    all rules that were tried, in their order, and whether each held
 */
public record Decision(
        Outcome outcome,
        Optional<String> folder,
        Set<String> flags,
        List<Forward> forwards,
        Optional<ScopedRule> by,
        List<Tried> tried) {

    /** What becomes of a message. */
    public enum Outcome {
        /** It goes to the mailbox. */
        KEEP,
        /** Its sender shall be told that it isn't taken. */
        REFUSE,
        /** It vanishes. */
        DISCARD,
        /** It is sent on and not kept. */
        FORWARD
    }

    /**
     * One forward.
     *
     * @param rule its name
     * @param to   where to
     */
    public record Forward(String rule, List<MailAddress> to) {}

    /**
     * A rule that was looked at.
     *
     * @param rule what it was
     * @param held whether its conditions held
     */
    public record Tried(ScopedRule rule, boolean held) {}

    /** No rule held. */
    public static Decision none(List<Tried> tried) {
        return new Decision(Outcome.KEEP, Optional.empty(), Set.of(), List.of(), Optional.empty(), tried);
    }

    /** Whether the message stays as it is. */
    public boolean changesNothing() {
        return outcome == Outcome.KEEP && folder.isEmpty() && flags.isEmpty() && forwards.isEmpty();
    }
}
