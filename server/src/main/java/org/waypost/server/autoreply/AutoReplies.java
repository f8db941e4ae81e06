package org.waypost.server.autoreply;

import java.time.Duration;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.waypost.accounts.autoreply.AnsweredSenders;

/** Shows automatic answers in JMX. */
@Singleton
final class AutoReplies implements AutoRepliesMBean {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AnsweredSenders answered;
    private final Metric sent;
    private final Metric answeredBefore;
    private final Metric refused;
    private final Metric failed;

    /** A counter is one, by whichever part of the server it is asked for. */
    @Inject
    AutoReplies(AnsweredSenders answered, MetricFactory metrics) {
        this.answered = answered;
        this.sent = metrics.generate("autoRepliesSent");
        this.answeredBefore = metrics.generate("autoRepliesAnsweredBefore");
        this.refused = metrics.generate("autoRepliesRefused");
        this.failed = metrics.generate("autoRepliesFailed");
    }

    @Override
    public long getSent() {
        return sent.getCount();
    }

    @Override
    public long getAnsweredBefore() {
        return answeredBefore.getCount();
    }

    @Override
    public long getRefused() {
        return refused.getCount();
    }

    @Override
    public long getFailed() {
        return failed.getCount();
    }

    @Override
    public String[] answered(String user) {
        return answered.of(Username.of(user))
                .map(one -> one.sender() + " until " + one.until())
                .collectList()
                .block(PATIENCE)
                .toArray(String[]::new);
    }

    @Override
    public void clear(String user) {
        answered.clear(Username.of(user)).block(PATIENCE);
    }
}
