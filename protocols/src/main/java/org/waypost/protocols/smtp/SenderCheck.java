package org.waypost.protocols.smtp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.settings.Scope;
import org.waypost.policy.sender.AuthenticationResults;
import org.waypost.policy.sender.DkimResult;
import org.waypost.policy.sender.SenderFacts;
import org.waypost.policy.sender.SenderLists;
import org.waypost.policy.sender.SenderReport;
import org.waypost.policy.sender.SenderVerifier;
import org.waypost.policy.sender.SpfResult;
import org.waypost.policy.sender.Stranger;
import org.waypost.policy.sender.Verdict;
import reactor.core.publisher.Flux;

/**
 * Finds out who sent a message before it is queued: SPF and DKIM for strangers, the name for who logged in. The facts travel
 * with the mail, the results stand in Authentication-Results (RFC 8601). Neither check refuses a message by itself, and a DNS
 * that doesn't answer keeps none (fail open, temperror). Then the lists are asked once more: an entry that let a name in counts only
 * when SPF or DKIM stands for it.
 */
public final class SenderCheck implements JamesMessageHook {
    private static final Logger LOGGER = LoggerFactory.getLogger(SenderCheck.class);
    private static final Duration MORE_THAN_THE_DEADLINES = Duration.ofMinutes(5);

    private final SenderVerifier verifier;
    private final SenderLists lists;
    private final Map<Verdict, Metric> spf;
    private final Map<Verdict, Metric> dkim;
    private final Metric blocked;

    /** Made for each listener. */
    @Inject
    public SenderCheck(SenderVerifier verifier, SenderLists lists, MetricFactory metrics) {
        this.verifier = verifier;
        this.lists = lists;
        this.spf = counters("senderSpf", metrics);
        this.dkim = counters("senderDkim", metrics);
        this.blocked = metrics.generate("sendersBlocked");
    }

    private static Map<Verdict, Metric> counters(String name, MetricFactory metrics) {
        Map<Verdict, Metric> counters = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            counters.put(verdict, metrics.generate(name + "-" + verdict.word()));
        }
        return counters;
    }

    @Override
    public HookResult onMessage(SMTPSession session, Mail mail) {
        InetAddress client = session.getRemoteAddress().getAddress();
        Username user = session.getUsername();
        if (user != null || session.isRelayingAllowed() || verifier.settings().skips(client, mail.getMaybeSender())) {
            SenderFacts known = new SenderFacts(
                    Optional.of(client.getHostAddress()),
                    Optional.ofNullable(user).map(Username::asString),
                    Verdict.NONE,
                    Optional.empty(),
                    List.of(),
                    Verdict.NONE);
            known.attach(mail);
            return ForgedResults.remove(session, mail, List.of());
        }
        long start = System.nanoTime();
        SenderReport report = verifier.verify(
                        client, SenderListHook.helo(session), mail.getMaybeSender(), () -> ResultFields.content(mail))
                .block(MORE_THAN_THE_DEADLINES);
        SenderFacts facts = report.facts(client.getHostAddress());
        facts.attach(mail);
        tell(session, mail, report, facts, Duration.ofNanos(System.nanoTime() - start));
        HookResult written = ForgedResults.remove(session, mail, fields(session, mail, report));
        return written == HookResult.DECLINED ? listed(session, mail, facts) : written;
    }

    private List<String> fields(SMTPSession session, Mail mail, SenderReport report) {
        String host = session.getConfiguration().getHelloName();
        List<String> fields = new ArrayList<>(List.of(AuthenticationResults.field(host, report)));
        if (verifier.settings().receivedSpf() && !report.spf().domain().isEmpty()) {
            fields.add(AuthenticationResults.receivedSpf(
                    host,
                    SenderListHook.address(session),
                    SenderListHook.helo(session),
                    mail.getMaybeSender().asString(""),
                    report.spf()));
        }
        return fields;
    }

    private void tell(SMTPSession session, Mail mail, SenderReport report, SenderFacts facts, Duration took) {
        spf.get(facts.spf()).increment();
        dkim.get(facts.dkim()).increment();
        SpfResult asked = report.spf();
        LOGGER.info(
                "sender: mail={} client={} helo={} from={} spf={} identity={} domain={} term={} dkim={} took={}ms",
                mail.getName(),
                SenderListHook.address(session),
                SenderListHook.helo(session),
                mail.getMaybeSender().asString(),
                asked.verdict().word(),
                asked.identity(),
                asked.domain(),
                asked.reason(),
                report.dkim().stream().map(SenderCheck::shown).collect(Collectors.joining(",", "[", "]")),
                took.toMillis());
    }

    private static String shown(DkimResult result) {
        return result.domain() + "/" + result.selector() + "="
                + result.verdict().word() + (result.reason().isEmpty() ? "" : " (" + result.reason() + ")");
    }

    private HookResult listed(SMTPSession session, Mail mail, SenderFacts facts) {
        try {
            Stranger stranger = new Stranger(
                    Optional.of(SenderListHook.address(session)),
                    Optional.of(SenderListHook.helo(session)),
                    mail.getMaybeSender(),
                    Stranger.authors(mail.getMessage()));
            ListedRecipients listed = ListedRecipients.of(session);
            List<MailAddress> kept = new ArrayList<>();
            for (MailAddress recipient : mail.getRecipients()) {
                if (!refuses(listed.of(recipient), stranger, facts)) {
                    kept.add(recipient);
                }
            }
            return keep(session, mail, kept);
        } catch (MessagingException | RuntimeException e) {
            LOGGER.error("the lists can't be read for mail={}, the client is asked to come again", mail.getName(), e);
            return HookResult.builder()
                    .hookReturnCode(HookReturnCode.denySoft())
                    .smtpDescription("4.3.0 The sender can't be checked now, try again later")
                    .build();
        }
    }

    private boolean refuses(Set<Scope> scopes, Stranger stranger, SenderFacts facts) {
        return !scopes.isEmpty()
                && Flux.fromIterable(scopes)
                        .concatMap(scope -> lists.judge(stranger, facts, scope))
                        .all(judgement -> judgement.blocked())
                        .block(SenderListHook.PATIENCE);
    }

    /** Refuses for all, which tells the sender; for some it can only leave them out (RFC 5321 §4.2.5 knows one answer). */
    private HookResult keep(SMTPSession session, Mail mail, List<MailAddress> kept) {
        List<MailAddress> left = new ArrayList<>(mail.getRecipients());
        left.removeAll(kept);
        if (left.isEmpty()) {
            return HookResult.DECLINED;
        }
        blocked.increment();
        LOGGER.info(
                "{} sender: mail={} client={} from={} to={} reason=blocked by the lists of these recipients",
                kept.isEmpty() ? "refused" : "discarded for some recipients, blocked",
                mail.getName(),
                SenderListHook.address(session),
                mail.getMaybeSender().asString(),
                left);
        if (kept.isEmpty()) {
            return SenderListHook.refusal();
        }
        mail.setRecipients(kept);
        return HookResult.DECLINED;
    }
}
