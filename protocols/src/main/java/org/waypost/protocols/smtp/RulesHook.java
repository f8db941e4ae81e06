package org.waypost.protocols.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.policy.recipient.RecipientUsers;
import org.waypost.policy.rules.Decision;
import org.waypost.policy.rules.MessageView;
import org.waypost.policy.rules.ScopedRule;
import org.waypost.policy.rules.UserRules;

/**
 * Refuses a message at the end of DATA when the rules of all its recipients do (550 5.7.1, RFC 3463 §3.8): the only moment at
 * which a refusal reaches the true sender and nobody else. When some recipient wants it, it is taken, and the mailet UserRules
 * files or discards it for the others. What can't be decided within {@link #PATIENCE} is taken: the rules are tried again there.
 */
public final class RulesHook implements JamesMessageHook {
    static final Duration PATIENCE = Duration.ofSeconds(5);
    static final String TEXT = "The recipient doesn't take this message";

    private static final Logger LOGGER = LoggerFactory.getLogger(RulesHook.class);

    private final RecipientUsers recipients;
    private final UserRules rules;
    private final Metric refused;
    private final Metric undecided;

    /** Made for each listener. */
    @Inject
    public RulesHook(RecipientUsers recipients, UserRules rules, MetricFactory metrics) {
        this.recipients = recipients;
        this.rules = rules;
        this.refused = metrics.generate("rulesRefusedMails");
        this.undecided = metrics.generate("rulesUndecidedMails");
    }

    @Override
    public HookResult onMessage(SMTPSession session, Mail mail) {
        try {
            List<List<ScopedRule>> all = refusing(mail);
            return all.isEmpty() ? HookResult.DECLINED : decide(session, mail, all);
        } catch (IOException
                | MessagingException
                | UsersRepositoryException
                | RecipientRewriteTableException
                | DomainListException
                | RuntimeException e) {
            undecided.increment();
            LOGGER.warn("the rules for {} can't be tried at the end of DATA, so it is taken", mail.getName(), e);
            return HookResult.DECLINED;
        }
    }

    /** The rules of every user that the message is for; none when somebody of them can't refuse, so that nothing must be read. */
    private List<List<ScopedRule>> refusing(Mail mail)
            throws UsersRepositoryException, RecipientRewriteTableException, DomainListException {
        List<List<ScopedRule>> all = new ArrayList<>();
        for (MailAddress recipient : mail.getRecipients()) {
            Set<Username> users = recipients.of(recipient);
            if (users.isEmpty()) {
                return List.of();
            }
            for (Username user : users) {
                List<ScopedRule> each = rules.of(user).block(PATIENCE);
                if (!UserRules.mayRefuse(each)) {
                    return List.of();
                }
                all.add(each);
            }
        }
        return all;
    }

    private HookResult decide(SMTPSession session, Mail mail, List<List<ScopedRule>> all)
            throws IOException, MessagingException {
        boolean body = all.stream().anyMatch(UserRules::lookAtBody);
        MessageView message;
        try (InputStream stream = new MimeMessageInputStream(mail.getMessage())) {
            message = MessageView.read(stream, mail.getMessageSize(), body);
        }
        List<ScopedRule> refusals = new ArrayList<>();
        for (List<ScopedRule> each : all) {
            Decision decision = UserRules.decide(each, message, mail.getMaybeSender());
            if (decision.outcome() != Decision.Outcome.REFUSE) {
                return HookResult.DECLINED;
            }
            decision.by().ifPresent(refusals::add);
        }
        refused.increment();
        LOGGER.info(
                "refused mail={} client={} sender={} recipients={} rules={}",
                mail.getName(),
                session.getRemoteAddress().getAddress().getHostAddress(),
                mail.getMaybeSender().asString(),
                mail.getRecipients(),
                refusals.stream().map(ScopedRule::asString).toList());
        return HookResult.builder()
                .hookReturnCode(HookReturnCode.deny())
                .smtpReturnCode(SMTPRetCode.MAILBOX_PERM_UNAVAILABLE)
                .smtpDescription("5.7.1 " + text(refusals))
                .build();
    }

    /** What a rule says to strangers, if all say the same. */
    private static String text(List<ScopedRule> refusals) {
        Set<String> texts = refusals.stream()
                .map(scoped -> Optional.ofNullable(scoped.rule().text()).orElse(TEXT))
                .collect(Collectors.toSet());
        return texts.size() == 1 ? texts.iterator().next() : TEXT;
    }
}
