package org.waypost.mailets.autoreply;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.rrt.api.AliasReverseResolver;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.util.html.HtmlTextExtractor;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.autoreply.AnsweredSenders;
import org.waypost.accounts.autoreply.AutoReplySettings;
import org.waypost.accounts.autoreply.Reply;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.notices.Notice;
import org.waypost.notices.NoticeSender;
import org.waypost.policy.autoreply.AnswerRules;
import org.waypost.policy.sender.SenderFacts;
import org.waypost.steps.Parameter;
import org.waypost.steps.Parameters;

/**
 * Answers mail for users who are away, with the answers that they chose (settings {@code autoReply}).
 *
 * <p>Stands before the delivery to mailboxes, for recipients who have one. The answer goes to the envelope's sender, without a
 * return path, marked as automatic and in the thread of the message (RFC 3834 §3); a sender gets it once in its period.
 * Nothing is answered that comes from programs, lists, robots or the user, that is marked as spam, whose sender SPF and DKIM
 * speak against, or that doesn't name the user in To or Cc. The mail itself is never touched, and goes on when something fails.
 *
 * <p>Parameters: {@code spamMarks}, fields that mark spam with the beginning of their value (default
 * {@code X-Spam-Flag=YES, X-Spam-Status=Yes, X-Spam=Yes}); {@code unverifiedSenders}, {@code answer} (default) or {@code ignore}:
 * what becomes of senders from elsewhere for whom neither SPF nor DKIM speaks, such as those of domains without an SPF record.
 *
 * <pre><code>
 * &lt;mailet match="RecipientIsLocal" class="org.waypost.mailets.autoreply.AutoReply"&gt;
 *   &lt;spamMarks&gt;X-Spam-Flag=YES, X-Spam-Status=Yes, X-Spam=Yes&lt;/spamMarks&gt;
 *   &lt;unverifiedSenders&gt;answer&lt;/unverifiedSenders&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
public final class AutoReply extends GenericMailet {
    private enum Unverified {
        ANSWER,
        IGNORE
    }

    private static final Parameter<List<AnswerRules.Mark>> SPAM_MARKS = Parameter.words(
                    "spamMarks",
                    "Fields that mark spam, each with the beginning of its value.",
                    "pairs such as X-Spam-Flag=YES, separated by commas")
            .as(words -> words.stream().map(AnswerRules.Mark::of).toList())
            .orElse("X-Spam-Flag=YES, X-Spam-Status=Yes, X-Spam=Yes");

    private static final Parameter<Unverified> UNVERIFIED = Parameter.choice(
                    "unverifiedSenders",
                    "Whether senders from elsewhere are answered for whom neither SPF nor DKIM speaks.",
                    Unverified.class)
            .orElse("answer");

    /** The parameters of this mailet. */
    public static final Parameters PARAMETERS = Parameters.of(SPAM_MARKS, UNVERIFIED);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Logger LOGGER = LoggerFactory.getLogger(AutoReply.class);

    private final AccountSettings settings;
    private final AnsweredSenders answered;
    private final UsersRepository users;
    private final AliasReverseResolver aliases;
    private final NoticeSender notices;
    private final ReplyText texts;
    private final Clock clock;
    private final Metric sent;
    private final Metric answeredBefore;
    private final Metric refused;
    private final Metric failed;
    private AnswerRules rules;

    @Inject
    public AutoReply(
            AccountSettings settings,
            AnsweredSenders answered,
            UsersRepository users,
            AliasReverseResolver aliases,
            NoticeSender notices,
            HtmlTextExtractor html,
            Clock clock,
            MetricFactory metrics) {
        this.settings = settings;
        this.answered = answered;
        this.users = users;
        this.aliases = aliases;
        this.notices = notices;
        this.texts = new ReplyText(html);
        this.clock = clock;
        this.sent = metrics.generate("autoRepliesSent");
        this.answeredBefore = metrics.generate("autoRepliesAnsweredBefore");
        this.refused = metrics.generate("autoRepliesRefused");
        this.failed = metrics.generate("autoRepliesFailed");
    }

    @Override
    public void init() throws MessagingException {
        Parameters.Said said = PARAMETERS.read(getMailetConfig(), AutoReply.class);
        rules = new AnswerRules(said.get(SPAM_MARKS), said.get(UNVERIFIED) == Unverified.ANSWER);
    }

    @Override
    public void service(Mail mail) {
        for (MailAddress recipient : List.copyOf(mail.getRecipients())) {
            try {
                answer(mail, recipient);
            } catch (Exception e) {
                // A missing answer must not hold up the mail.
                failed.increment();
                LOGGER.error("Auto-reply failed mail={} recipient={}", mail.getName(), recipient, e);
            }
        }
    }

    private void answer(Mail mail, MailAddress recipient) throws Exception {
        Username user = users.getUsername(recipient);
        AutoReplySettings chosen = settings.of(user, AutoReplySettings.SECTION).block(PATIENCE);
        if (chosen == null || !chosen.answersAt(clock.instant())) {
            return;
        }
        Set<String> own = addresses(user, recipient);
        Optional<String> reason = rules.reason(mail, recipient, own);
        if (reason.isPresent()) {
            refused.increment();
            LOGGER.info(
                    "Auto-reply not sent mail={} user={} sender={} reason='{}'",
                    mail.getName(),
                    user.asString(),
                    mail.getMaybeSender().asString(),
                    reason.get());
            return;
        }
        MailAddress sender = mail.getMaybeSender().asOptional().orElseThrow();
        Optional<Reply> reply = chosen.replyAt(clock.instant(), isInsider(mail, sender, recipient, chosen));
        if (reply.isPresent()) {
            send(mail, user, AnswerRules.addressed(mail.getMessage(), own).orElse(recipient), sender, reply.get());
        }
    }

    private void send(Mail mail, Username user, MailAddress from, MailAddress sender, Reply reply)
            throws MessagingException {
        if (!Boolean.TRUE.equals(
                answered.claim(user, reply.id(), sender, reply.period()).block(PATIENCE))) {
            answeredBefore.increment();
            return;
        }
        try {
            notices.send(notice(mail.getMessage(), from, sender, reply), "auto-reply");
            sent.increment();
            LOGGER.info(
                    "Auto-reply sent mail={} user={} sender={} reply={}",
                    mail.getName(),
                    user.asString(),
                    sender,
                    reply.id());
        } catch (MessagingException | RuntimeException e) {
            answered.release(user, reply.id(), sender).block(PATIENCE);
            throw e;
        }
    }

    private Notice notice(MimeMessage message, MailAddress from, MailAddress sender, Reply reply)
            throws MessagingException {
        Notice notice =
                Notice.of(from, sender, ReplyText.subject(reply, message), texts.plain(reply), Notice.Kind.REPLIED);
        if (reply.html() != null && !reply.html().isBlank()) {
            notice = notice.withHtml(reply.html());
        }
        // RFC 3834 §3.1.5, RFC 5230 §4.7.
        return notice.inReplyTo(message);
    }

    /** Everybody can write a domain of the organisation into an envelope: one who comes from elsewhere must prove it. */
    private static boolean isInsider(Mail mail, MailAddress sender, MailAddress recipient, AutoReplySettings chosen) {
        Domain domain = sender.getDomain();
        if (!domain.equals(recipient.getDomain()) && !chosen.insideDomains().contains(domain)) {
            return false;
        }
        SenderFacts facts = SenderFacts.of(mail);
        return facts.client().isEmpty() || facts.aligns(sender);
    }

    private Set<String> addresses(Username user, MailAddress recipient) throws Exception {
        Set<String> own = new LinkedHashSet<>();
        own.add(folded(recipient));
        own.add(folded(users.getMailAddressFor(user)));
        if (user.hasDomainPart()) {
            aliases.listAddresses(user).map(AutoReply::folded).forEach(own::add);
        }
        return own;
    }

    private static String folded(MailAddress address) {
        return address.asString().toLowerCase(Locale.ROOT);
    }

    @Override
    public String getMailetInfo() {
        return "Waypost auto-reply";
    }
}
