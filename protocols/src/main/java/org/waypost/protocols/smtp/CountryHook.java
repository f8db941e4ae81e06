package org.waypost.protocols.smtp;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.user.api.UsersRepositoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.policy.country.CountryGate;
import org.waypost.policy.country.CountryRefusal;
import org.waypost.policy.sender.Judgement;
import org.waypost.policy.sender.SenderLists;
import reactor.core.publisher.Flux;

/**
 * Refuses recipients who take no mail from the country of the client. Clients that may relay, which are those that logged in and
 * those of our own networks, are never refused. Stands behind the postmaster's hook, for the postmaster can be reached from
 * everywhere (RFC 5321 §4.5.1), and before the check of recipients, so that those who are refused don't learn who is here.
 *
 * <p>A client whose address is on an allow list is let in. For a name on an allow list, which anybody may write, the refusal waits until
 * the message is there: {@link CountryMessageHook}.
 */
public final class CountryHook implements RcptHook {

    private static final Logger LOGGER = LoggerFactory.getLogger(CountryHook.class);

    private final CountryGate gate;
    private final SenderLists lists;
    private final Metric refused;
    private final Metric failed;

    /** Made for each listener. */
    @Inject
    public CountryHook(CountryGate gate, SenderLists lists, MetricFactory metrics) {
        this.gate = gate;
        this.lists = lists;
        this.refused = metrics.generate("countryFilterRefused");
        this.failed = metrics.generate("countryFilterFailed");
    }

    @Override
    public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
        if (session.isRelayingAllowed()) {
            return HookResult.DECLINED;
        }
        InetAddress client = session.getRemoteAddress().getAddress();
        try {
            Optional<CountryRefusal> refusal = gate.refusal(client, recipient);
            return refusal.isEmpty() || spared(session, sender, recipient, refusal.get())
                    ? HookResult.DECLINED
                    : refuse(sender, recipient, refusal.get());
        } catch (UsersRepositoryException | RecipientRewriteTableException | DomainListException | RuntimeException e) {
            failed.increment();
            return undecided(recipient, e);
        }
    }

    private boolean spared(SMTPSession session, MaybeSender sender, MailAddress recipient, CountryRefusal reason) {
        Optional<Judgement> allowed = Flux.fromIterable(reason.scopes())
                .concatMap(scope -> lists.judge(SenderListHook.stranger(session, sender), scope))
                .filter(Judgement::allowed)
                .collectList()
                .blockOptional(SenderListHook.PATIENCE)
                .flatMap(all -> all.stream().min(Comparator.comparing(Judgement::byName)));
        if (allowed.filter(Judgement::byName).isPresent()) {
            CountryAfterAll.put(session, recipient, reason);
        }
        return allowed.isPresent();
    }

    private HookResult refuse(MaybeSender sender, MailAddress recipient, CountryRefusal reason) {
        refused.increment();
        LOGGER.info(
                "refused by country: stage=rcpt client={} country={} sender={} recipient={} by={}",
                reason.client().getHostAddress(),
                reason.origin().word(),
                sender.asString(),
                recipient.asString(),
                reason.by());
        return refusal(reason);
    }

    /** What the client hears. */
    static HookResult refusal(CountryRefusal reason) {
        return HookResult.builder()
                .hookReturnCode(HookReturnCode.deny())
                .smtpReturnCode(SMTPRetCode.MAILBOX_PERM_UNAVAILABLE)
                .smtpDescription("5.7.1 " + reason.text())
                .build();
    }

    private HookResult undecided(MailAddress recipient, Exception cause) {
        if (gate.openOnFailure()) {
            LOGGER.error("the countries that {} takes mail from can't be read, all are let in", recipient, cause);
            return HookResult.DECLINED;
        }
        LOGGER.error("the countries that {} takes mail from can't be read, mail is put off", recipient, cause);
        return HookResult.builder()
                .hookReturnCode(HookReturnCode.denySoft())
                .smtpReturnCode(SMTPRetCode.LOCAL_ERROR)
                .smtpDescription("4.3.0 The recipient can't be checked now, try again later")
                .build();
    }
}
