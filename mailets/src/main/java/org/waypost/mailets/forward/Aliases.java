package org.waypost.mailets.forward;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.api.RecipientRewriteTable.ErrorMappingException;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.Mappings;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.policy.forward.Forwarding;
import org.waypost.steps.Parameter;
import org.waypost.steps.Parameters;

/**
 * Replaces aliases, groups and other entries of the rewrite table by whom they mean. Forwards of users are left to {@link
 * Forward}.
 *
 * <p>Stands first of what looks at recipients. To members on other servers the sender is rewritten as for a forward, and a mail
 * that comes back to the same alias is in a circle.
 *
 * <p>Parameters: {@code errorProcessor}, the processor for addresses that can't be followed (default {@code rewrite-error});
 * {@code loopProcessor}, the one for mail in a circle (default {@code loop}).
 *
 * <pre><code>
 * &lt;mailet match="All" class="org.waypost.mailets.forward.Aliases"&gt;
 *   &lt;errorProcessor&gt;rewrite-error&lt;/errorProcessor&gt;
 *   &lt;loopProcessor&gt;loop&lt;/loopProcessor&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
public final class Aliases extends GenericMailet {
    private static final Parameter<String> ERROR = Parameter.processor(
                    "errorProcessor", "Where mail for addresses goes that can't be followed.")
            .orElse("rewrite-error");

    private static final Parameter<String> LOOP =
            Parameter.processor("loopProcessor", "Where mail in a circle goes.").orElse("loop");

    /** The parameters of this mailet. */
    public static final Parameters PARAMETERS = Parameters.of(ERROR, LOOP);

    private static final EnumSet<Mapping.Type> FOLLOWED = EnumSet.complementOf(EnumSet.of(Mapping.Type.Forward));
    private static final Logger LOGGER = LoggerFactory.getLogger(Aliases.class);

    private final RecipientRewriteTable rewrites;
    private final DomainList domains;
    private final Forwarding forwarding;
    private final Metric followed;
    private final Metric loops;
    private Copies copies;
    private String errorProcessor;
    private String loopProcessor;

    @Inject
    public Aliases(RecipientRewriteTable rewrites, DomainList domains, Forwarding forwarding, MetricFactory metrics) {
        this.rewrites = rewrites;
        this.domains = domains;
        this.forwarding = forwarding;
        this.followed = metrics.generate("aliasesFollowed");
        this.loops = metrics.generate("aliasLoopsEnded");
    }

    @Override
    public void init() throws MessagingException {
        Parameters.Said said = PARAMETERS.read(getMailetConfig(), Aliases.class);
        errorProcessor = said.get(ERROR);
        loopProcessor = said.get(LOOP);
        copies = new Copies(getMailetContext());
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Map<MailAddress, List<MailAddress>> replaced = new LinkedHashMap<>();
        for (MailAddress recipient : List.copyOf(mail.getRecipients())) {
            try {
                replaced.put(recipient, here(mail, recipient));
            } catch (ErrorMappingException | RecipientRewriteTableException e) {
                LOGGER.warn("Not followed mail={} recipient={}", mail.getName(), recipient, e);
                Loops.end(getMailetContext(), mail, recipient, errorProcessor);
            } catch (DomainListException e) {
                throw new MessagingException("The domains can't be read", e);
            }
        }
        notify(mail, replaced);
        Set<MailAddress> recipients = new LinkedHashSet<>();
        replaced.values().forEach(recipients::addAll);
        mail.setRecipients(recipients);
        if (recipients.isEmpty()) {
            mail.setState(Mail.GHOST);
        }
    }

    /** Whom of this server a recipient means; those of others get their copies. */
    private List<MailAddress> here(Mail mail, MailAddress recipient)
            throws ErrorMappingException, RecipientRewriteTableException, DomainListException, MessagingException {
        Mappings mappings = rewrites.getResolvedMappings(recipient.getLocalPart(), recipient.getDomain(), FOLLOWED);
        if (mappings == null || mappings.isEmpty()) {
            return List.of(recipient);
        }
        List<MailAddress> here = new ArrayList<>();
        List<MailAddress> elsewhere = new ArrayList<>();
        for (Mapping mapping : mappings.asStream().toList()) {
            Optional<MailAddress> target =
                    mapping.appendDomainIfNone(this::standardDomain).asMailAddress();
            if (target.isPresent()) {
                (forwarding.isOurs(target.get().getDomain()) ? here : elsewhere).add(target.get());
            }
        }
        followed.increment();
        elsewhere(mail, recipient, elsewhere);
        return here;
    }

    private void elsewhere(Mail mail, MailAddress recipient, List<MailAddress> targets)
            throws MessagingException, DomainListException {
        if (targets.isEmpty()) {
            return;
        }
        if (Copies.passed(mail, recipient)) {
            loops.increment();
            LOGGER.warn("Alias in a circle mail={} recipient={}", mail.getName(), recipient);
            Loops.end(getMailetContext(), mail, recipient, loopProcessor);
            return;
        }
        copies.send(mail, recipient, forwarding.senderOutside(mail.getMaybeSender(), recipient), targets);
        LOGGER.info("Sent on mail={} recipient={} outside={}", mail.getName(), recipient, targets);
    }

    private Domain standardDomain() {
        try {
            return domains.getDefaultDomain();
        } catch (DomainListException e) {
            throw new IllegalStateException("The default domain can't be read", e);
        }
    }

    /** RFC 3461 §5.2.3. */
    private static void notify(Mail mail, Map<MailAddress, List<MailAddress>> replaced) {
        mail.dsnParameters().ifPresent(wanted -> {
            var next = new LinkedHashMap<MailAddress, DsnParameters.RecipientDsnParameters>();
            replaced.forEach((recipient, targets) -> Optional.ofNullable(
                            wanted.getRcptParameters().get(recipient))
                    .ifPresent(notify -> targets.forEach(target -> next.put(target, notify))));
            mail.setDsnParameters(wanted.withRcptParameters(next));
        });
    }

    @Override
    public String getMailetInfo() {
        return "Waypost aliases";
    }
}
