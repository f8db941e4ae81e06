package org.waypost.protocols.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.policy.country.CountryRefusal;
import org.waypost.policy.sender.Judgement;
import org.waypost.policy.sender.SenderFacts;
import org.waypost.policy.sender.SenderLists;
import org.waypost.policy.sender.Stranger;
import reactor.core.publisher.Flux;

/**
 * Decides at the end of DATA for recipients who take no mail from the client's country but have the sender on an allow list: they get
 * the message when SPF or DKIM stands for that name. When nobody gets it, the client hears so; when some do, the others are left out
 * (RFC 5321 §4.2.5 knows one answer). Stands behind the check of senders.
 */
public final class CountryMessageHook implements JamesMessageHook {
    private static final Logger LOGGER = LoggerFactory.getLogger(CountryMessageHook.class);

    private final SenderLists lists;
    private final Metric refused;

    /** Made for each listener. */
    @Inject
    public CountryMessageHook(SenderLists lists, MetricFactory metrics) {
        this.lists = lists;
        this.refused = metrics.generate("countryFilterRefused");
    }

    @Override
    public HookResult onMessage(SMTPSession session, Mail mail) {
        List<MailAddress> kept = new ArrayList<>();
        Optional<CountryRefusal> refusal = Optional.empty();
        try {
            for (MailAddress recipient : mail.getRecipients()) {
                Optional<CountryRefusal> reason = CountryAfterAll.of(session, recipient);
                if (reason.isEmpty() || proven(session, mail, reason.get())) {
                    kept.add(recipient);
                } else {
                    refusal = reason;
                    tell(mail, recipient, reason.get());
                }
            }
        } catch (MessagingException | RuntimeException e) {
            LOGGER.error("the lists can't be read for mail={}, the client is asked to come again", mail.getName(), e);
            return HookResult.builder()
                    .hookReturnCode(HookReturnCode.denySoft())
                    .smtpDescription("4.3.0 The sender can't be checked now, try again later")
                    .build();
        }
        if (refusal.isEmpty()) {
            return HookResult.DECLINED;
        }
        if (kept.isEmpty()) {
            return CountryHook.refusal(refusal.get());
        }
        mail.setRecipients(kept);
        return HookResult.DECLINED;
    }

    private boolean proven(SMTPSession session, Mail mail, CountryRefusal reason) throws MessagingException {
        Stranger stranger = new Stranger(
                Optional.of(SenderListHook.address(session)),
                Optional.of(SenderListHook.helo(session)),
                mail.getMaybeSender(),
                Stranger.authors(mail.getMessage()));
        SenderFacts facts = SenderFacts.of(mail);
        return Flux.fromIterable(reason.scopes())
                .concatMap(scope -> lists.judge(stranger, facts, scope))
                .any(Judgement::allowed)
                .block(SenderListHook.PATIENCE);
    }

    private void tell(Mail mail, MailAddress recipient, CountryRefusal reason) {
        refused.increment();
        LOGGER.info(
                "refused by country: stage=data mail={} client={} country={} sender={} recipient={} by={},"
                        + " on an allow list but not verified",
                mail.getName(),
                reason.client().getHostAddress(),
                reason.origin().word(),
                mail.getMaybeSender().asString(),
                recipient.asString(),
                reason.by());
    }
}
