package org.waypost.mailets.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.mail.MessagingException;
import javax.mail.internet.MimeUtility;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.mailet.Mail;
import org.apache.mailet.PerRecipientHeaders.Header;
import org.apache.mailet.StorageDirective;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.policy.rules.Decision;
import org.waypost.policy.rules.MessageView;
import org.waypost.policy.rules.ScopedRule;
import org.waypost.steps.Parameter;
import org.waypost.steps.Parameters;

/**
 * Does for each recipient what the rules of server, domain and user say: file, flag, forward or discard.
 *
 * <p>Stands behind the rewriting of recipients, before Sieve and the delivery, for recipients that are users. A message that a
 * rule refuses, but that SMTP has taken because another recipient wanted it or because it came by an alias, is filed in the
 * folder that the rule names or discarded; nobody gets a bounce, for its sender may be forged. Each message that isn't kept
 * leaves a line in the log with the rule, and what is filed has the header {@value #REASON}. A folder that is missing is made at
 * the delivery; a Sieve script that comes later may choose another one.
 *
 * <p>Parameters: {@code patience} (1s to 5m, default 30s): how long the rules may take to be read. When they can't be read, the
 * message fails and is tried again.
 *
 * <pre><code>
 * &lt;mailet match="RecipientIsLocal" class="org.waypost.mailets.rules.UserRules"&gt;
 *   &lt;patience&gt;30s&lt;/patience&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
public final class UserRules extends GenericMailet {
    /** The header that tells which rule filed a message. */
    public static final String REASON = "X-Waypost-Rule";

    private static final Parameter<Duration> PATIENCE = Parameter.duration(
                    "patience", "How long the rules may take to be read.", Duration.ofSeconds(1), Duration.ofMinutes(5))
            .orElse("30s");

    /** All parameters. */
    public static final Parameters PARAMETERS = Parameters.of(PATIENCE);

    private static final Logger LOGGER = LoggerFactory.getLogger(UserRules.class);

    private record Options(Duration patience) {}

    private final org.waypost.policy.rules.UserRules rules;
    private final UsersRepository users;
    private final RuleForward forward;
    private final MetricFactory metrics;
    private Options options;

    @Inject
    public UserRules(
            org.waypost.policy.rules.UserRules rules,
            UsersRepository users,
            RuleForward forward,
            MetricFactory metrics) {
        this.rules = rules;
        this.users = users;
        this.forward = forward;
        this.metrics = metrics;
    }

    @Override
    public void init() throws MessagingException {
        options =
                new Options(PARAMETERS.read(getMailetConfig(), UserRules.class).get(PATIENCE));
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        if (mail.getMessage().getHeader(REASON) != null) {
            // Only what a rule of ours wrote may stand there.
            mail.getMessage().removeHeader(REASON);
        }
        Map<MailAddress, List<ScopedRule>> all = rules(mail);
        if (all.isEmpty()) {
            return;
        }
        MessageView message = read(mail, all);
        List<MailAddress> left = new ArrayList<>(mail.getRecipients());
        for (Map.Entry<MailAddress, List<ScopedRule>> each : all.entrySet()) {
            Decision decision =
                    org.waypost.policy.rules.UserRules.decide(each.getValue(), message, mail.getMaybeSender());
            if (!apply(mail, each.getKey(), decision)) {
                left.remove(each.getKey());
            }
        }
        mail.setRecipients(left);
        if (left.isEmpty()) {
            mail.setState(Mail.GHOST);
        }
    }

    /** The rules of each recipient that has some. */
    private Map<MailAddress, List<ScopedRule>> rules(Mail mail) throws MessagingException {
        Map<MailAddress, List<ScopedRule>> found = new LinkedHashMap<>();
        for (MailAddress recipient : mail.getRecipients()) {
            List<ScopedRule> each = rules.of(user(recipient)).block(options.patience());
            if (!each.isEmpty()) {
                found.put(recipient, each);
            }
        }
        return found;
    }

    private static MessageView read(Mail mail, Map<MailAddress, List<ScopedRule>> all) throws MessagingException {
        boolean body = all.values().stream().anyMatch(org.waypost.policy.rules.UserRules::lookAtBody);
        try (InputStream stream = new MimeMessageInputStream(mail.getMessage())) {
            return MessageView.read(stream, mail.getMessageSize(), body);
        } catch (IOException e) {
            throw new MessagingException("The message can't be read for the rules of its recipients", e);
        }
    }

    private Username user(MailAddress recipient) throws MessagingException {
        try {
            return users.getUsername(recipient);
        } catch (UsersRepositoryException e) {
            throw new MessagingException("The user of " + recipient + " can't be found", e);
        }
    }

    /** Whether the recipient still gets the message. */
    private boolean apply(Mail mail, MailAddress recipient, Decision decision) throws MessagingException {
        if (decision.changesNothing()) {
            return true;
        }
        Username user = user(recipient);
        boolean sent = true;
        for (Decision.Forward each : decision.forwards()) {
            boolean toAll = forward.send(mail, recipient, each, getMailetContext());
            count(toAll ? "Forwarded" : "ForwardsLeftOut");
            sent &= toAll;
        }
        return switch (decision.outcome()) {
            case KEEP -> {
                mark(mail, user, decision.flags());
                decision.folder().ifPresent(folder -> file(mail, recipient, user, folder, "filed", decision));
                yield true;
            }
            case REFUSE -> {
                // RFC 5321 §6.1 asks for a report, §6.2 excepts what is hostile: a bounce would hit a forged sender.
                decision.folder().ifPresent(folder -> file(mail, recipient, user, folder, "refused", decision));
                yield decision.folder().isPresent() || gone(mail, recipient, "refused too late, discarded", decision);
            }
            case DISCARD -> gone(mail, recipient, "discarded", decision);
            case FORWARD -> !sent || gone(mail, recipient, "forwarded without a copy", decision);
        };
    }

    private void mark(Mail mail, Username user, Set<String> flags) {
        if (flags.isEmpty()) {
            return;
        }
        Set<String> keywords =
                flags.stream().filter(flag -> !flag.startsWith("\\")).collect(Collectors.toSet());
        StorageDirective.builder()
                .seen(present(flags, "\\Seen"))
                .important(present(flags, "\\Flagged"))
                .keywords(Optional.of(keywords))
                .build()
                .encodeAsAttributes(user)
                .forEach(mail::setAttribute);
        count("Flagged");
    }

    private static Optional<Boolean> present(Set<String> flags, String flag) {
        return flags.contains(flag) ? Optional.of(true) : Optional.empty();
    }

    private void file(Mail mail, MailAddress recipient, Username user, String folder, String verb, Decision decision) {
        RuledFolder.set(mail, user, folder);
        mail.addSpecificHeaderForRecipient(
                Header.builder().name(REASON).value(reason(verb, decision)).build(), recipient);
        LOGGER.info(
                "Rule mail={} sender={} recipient={} outcome='{} in {}' rule={}",
                mail.getName(),
                mail.getMaybeSender().asString(),
                recipient,
                verb,
                folder,
                name(decision));
        count("Filed");
    }

    private boolean gone(Mail mail, MailAddress recipient, String outcome, Decision decision) {
        LOGGER.info(
                "Rule mail={} sender={} recipient={} outcome='{}' rule={}",
                mail.getName(),
                mail.getMaybeSender().asString(),
                recipient,
                outcome,
                name(decision));
        if (decision.outcome() != Decision.Outcome.FORWARD) {
            count("Discarded");
        }
        return false;
    }

    private static String name(Decision decision) {
        return decision.by().map(ScopedRule::asString).orElse("");
    }

    private static String reason(String verb, Decision decision) {
        String text = verb + " by " + name(decision);
        try {
            return MimeUtility.fold(
                    REASON.length() + 2, MimeUtility.encodeText(text, StandardCharsets.UTF_8.name(), null));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("UTF-8 is missing", e);
        }
    }

    private void count(String outcome) {
        metrics.generate("rules" + outcome + "Mails").increment();
    }

    @Override
    public String getMailetInfo() {
        return "Waypost rules of users";
    }
}
