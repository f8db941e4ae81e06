package org.waypost.server.senders;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.metrics.api.MetricFactory;
import org.waypost.accounts.settings.Scope;
import org.waypost.policy.sender.SenderFacts;
import org.waypost.policy.sender.SenderLists;
import org.waypost.policy.sender.SenderReport;
import org.waypost.policy.sender.SenderVerifier;
import org.waypost.policy.sender.SpfResult;
import org.waypost.policy.sender.Stranger;

/** Shows checks and lists of senders in JMX. */
final class Senders implements SendersMBean {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SenderVerifier verifier;
    private final SenderLists lists;
    private final MetricFactory metrics;

    /** A counter is one, by whichever part of the server it is asked for. */
    @Inject
    Senders(SenderVerifier verifier, SenderLists lists, MetricFactory metrics) {
        this.verifier = verifier;
        this.lists = lists;
        this.metrics = metrics;
    }

    @Override
    public long getBlocked() {
        return metrics.generate("sendersBlocked").getCount();
    }

    @Override
    public long getLoopsRefused() {
        return metrics.generate("loopsRefused").getCount();
    }

    @Override
    public String[] check(String client, String helo, String sender, String user) {
        InetAddress address = InetAddresses.forString(client);
        MaybeSender from = MaybeSender.getMailSender(sender);
        SpfResult spf = verifier.spf(address, helo, from).block(PATIENCE);
        SenderFacts facts = new SenderReport(spf, List.of()).facts(address.getHostAddress());
        Stranger stranger =
                new Stranger(facts.client(), Optional.of(helo).filter(name -> !name.isEmpty()), from, List.of());
        return new String[] {
            "spf: " + spf.verdict().word() + " for " + spf.domain() + ", " + spf.reason(),
            "lists: "
                    + lists.judge(stranger, facts, Scope.user(Username.of(user)))
                            .block(PATIENCE)
                            .inWords()
        };
    }
}
