package org.waypost.policy.sender;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All that the checks of one message found.
 *
 * @param spf  the result of SPF
 * @param dkim one result for each signature
 */
public record SenderReport(SpfResult spf, List<DkimResult> dkim) {
    /** From the best to the worst, for a message of several signatures. */
    private static final List<Verdict> BEST_FIRST = List.of(
            Verdict.PASS,
            Verdict.TEMPERROR,
            Verdict.FAIL,
            Verdict.SOFTFAIL,
            Verdict.PERMERROR,
            Verdict.NEUTRAL,
            Verdict.NONE);

    public SenderReport {
        dkim = List.copyOf(dkim);
    }

    /** What travels with the mail. */
    public SenderFacts facts(String client) {
        return new SenderFacts(
                Optional.of(client),
                Optional.empty(),
                spf.verdict(),
                Optional.of(spf.domain()).filter(domain -> !domain.isEmpty()),
                dkim.stream()
                        .filter(result -> result.verdict() == Verdict.PASS)
                        .map(DkimResult::domain)
                        .toList(),
                dkim.stream()
                        .map(DkimResult::verdict)
                        .min(Comparator.comparingInt(BEST_FIRST::indexOf))
                        .orElse(Verdict.NONE));
    }
}
