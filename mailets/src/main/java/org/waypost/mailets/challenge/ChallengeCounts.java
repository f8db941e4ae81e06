package org.waypost.mailets.challenge;

import javax.inject.Inject;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;

/** How often each outcome was, since the start of this server. */
public final class ChallengeCounts {
    private final Metric held;
    private final Metric sent;
    private final Metric capped;
    private final Metric confirmed;
    private final Metric released;
    private final Metric discarded;
    private final Metric expired;
    private final Metric digests;

    @Inject
    public ChallengeCounts(MetricFactory metrics) {
        this.held = metrics.generate("challengeMailsHeld");
        this.sent = metrics.generate("challengesSent");
        this.capped = metrics.generate("challengesOverCap");
        this.confirmed = metrics.generate("challengesConfirmed");
        this.released = metrics.generate("challengeMailsReleased");
        this.discarded = metrics.generate("challengeMailsDiscarded");
        this.expired = metrics.generate("challengeMailsExpired");
        this.digests = metrics.generate("challengeDigestsSent");
    }

    /** Mails that were held. */
    public Metric held() {
        return held;
    }

    /** Senders who were asked to confirm. */
    public Metric sent() {
        return sent;
    }

    /** Senders who were not asked because a cap was reached. */
    public Metric capped() {
        return capped;
    }

    /** Challenges that were answered. */
    public Metric confirmed() {
        return confirmed;
    }

    /** Held mails that went on. */
    public Metric released() {
        return released;
    }

    /** Held mails that users or administrators discarded. */
    public Metric discarded() {
        return discarded;
    }

    /** Held mails whose time was over. */
    public Metric expired() {
        return expired;
    }

    /** Lists of held mail that users got. */
    public Metric digests() {
        return digests;
    }
}
