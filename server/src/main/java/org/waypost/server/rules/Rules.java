package org.waypost.server.rules;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.inject.Inject;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.metrics.api.MetricFactory;
import org.waypost.policy.rules.Decision;
import org.waypost.policy.rules.MessageView;
import org.waypost.policy.rules.ScopedRule;
import org.waypost.policy.rules.UserRules;

/** Shows the rules of users in JMX. */
final class Rules implements RulesMBean {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final UserRules rules;
    private final MetricFactory metrics;

    /** A counter is one, by whichever part of the server it is asked for. */
    @Inject
    Rules(UserRules rules, MetricFactory metrics) {
        this.rules = rules;
        this.metrics = metrics;
    }

    private long counted(String outcome) {
        return metrics.generate("rules" + outcome + "Mails").getCount();
    }

    @Override
    public long getRefused() {
        return counted("Refused");
    }

    @Override
    public long getUndecided() {
        return counted("Undecided");
    }

    @Override
    public long getFiled() {
        return counted("Filed");
    }

    @Override
    public long getFlagged() {
        return counted("Flagged");
    }

    @Override
    public long getForwarded() {
        return counted("Forwarded");
    }

    @Override
    public long getForwardsLeftOut() {
        return counted("ForwardsLeftOut");
    }

    @Override
    public long getDiscarded() {
        return counted("Discarded");
    }

    @Override
    public String[] attempt(String user, String sender, String message) {
        List<ScopedRule> all = rules.of(Username.of(user)).block(PATIENCE);
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        Decision decision;
        try {
            MessageView view =
                    MessageView.read(new ByteArrayInputStream(octets), octets.length, UserRules.lookAtBody(all));
            decision = UserRules.decide(all, view, MaybeSender.getMailSender(sender));
        } catch (IOException e) {
            throw new IllegalArgumentException("the message can't be read: " + e.getMessage(), e);
        }
        List<String> lines = new ArrayList<>();
        decision.tried()
                .forEach(tried -> lines.add((tried.held() ? "holds: " : "doesn't hold: ")
                        + tried.rule().rule().name() + " of "
                        + tried.rule().scope().asString()));
        lines.add("outcome: " + decision.outcome().name().toLowerCase(Locale.ROOT)
                + decision.folder().map(folder -> ", folder " + folder).orElse(""));
        return lines.toArray(String[]::new);
    }
}
