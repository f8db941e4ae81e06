package org.waypost.policy.sender;

/** Ends an evaluation of SPF with an error as its result. */
final class SpfStop extends Exception {
    private static final long serialVersionUID = 1L;

    private final Verdict verdict;

    private SpfStop(Verdict verdict, String reason) {
        super(reason, null, false, false);
        this.verdict = verdict;
    }

    static SpfStop permanent(String reason) {
        return new SpfStop(Verdict.PERMERROR, reason);
    }

    static SpfStop temporary(String reason) {
        return new SpfStop(Verdict.TEMPERROR, reason);
    }

    Verdict verdict() {
        return verdict;
    }
}
