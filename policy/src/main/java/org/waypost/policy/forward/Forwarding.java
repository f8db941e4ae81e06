package org.waypost.policy.forward;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.MappingSource;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.waypost.accounts.forward.ForwardRules;
import org.waypost.accounts.forward.ForwardSettings;
import org.waypost.accounts.settings.AccountSettings;

/**
 * Where mail for an address is forwarded to: by the settings of its user, and by the forwards of the rewrite table
 * ({@code /address/forwards}), which count like them; a user who is a target of his own keeps the mail. Asks the stores, so
 * not for an event loop.
 */
public final class Forwarding {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AccountSettings settings;
    private final RecipientRewriteTable rewrites;
    private final UsersRepository users;
    private final DomainList domains;
    private final Srs srs;
    private final SrsRules rules;

    @Inject
    public Forwarding(
            AccountSettings settings,
            RecipientRewriteTable rewrites,
            UsersRepository users,
            DomainList domains,
            Srs srs,
            SrsRules rules) {
        this.settings = settings;
        this.rewrites = rewrites;
        this.users = users;
        this.domains = domains;
        this.srs = srs;
        this.rules = rules;
    }

    /** What becomes of mail for an address of this server, with its aliases resolved. */
    public ForwardPlan of(MailAddress address)
            throws UsersRepositoryException, RecipientRewriteTableException, DomainListException {
        Optional<ForwardSettings> chosen = chosen(address);
        List<MailAddress> mapped = mapped(address);
        Set<MailAddress> targets = new LinkedHashSet<>();
        chosen.ifPresent(said -> targets.addAll(said.targets()));
        targets.addAll(mapped);
        boolean keep = targets.contains(address)
                || chosen.filter(said -> !said.targets().isEmpty() && said.keepCopy())
                        .isPresent();
        targets.remove(address);
        return targets.isEmpty() ? ForwardPlan.NONE : plan(address.getDomain(), List.copyOf(targets), keep);
    }

    /**
     * What becomes of mail that something else than the settings of an address sends on for it, such as a rule. The rules of its domain
     * hold all the same.
     *
     * @param keepCopy whether the mail stays in the mailbox, too
     */
    public ForwardPlan of(MailAddress address, Collection<MailAddress> targets, boolean keepCopy)
            throws DomainListException {
        Set<MailAddress> others = new LinkedHashSet<>(targets);
        boolean keep = others.remove(address) || keepCopy;
        return others.isEmpty() ? ForwardPlan.NONE : plan(address.getDomain(), List.copyOf(others), keep);
    }

    private ForwardPlan plan(Domain domain, List<MailAddress> targets, boolean keep) throws DomainListException {
        ForwardRules allowed = settings.of(domain, ForwardRules.SECTION).block(PATIENCE);
        List<MailAddress> inside = new ArrayList<>();
        List<MailAddress> outside = new ArrayList<>();
        List<ForwardPlan.Refused> refused = new ArrayList<>();
        for (MailAddress target : targets) {
            boolean ours = isOurs(target.getDomain());
            if (inside.size() + outside.size() >= allowed.mostTargets()) {
                refused.add(new ForwardPlan.Refused(
                        target, "more than " + allowed.mostTargets() + " targets in " + domain.asString()));
            } else if (ours) {
                inside.add(target);
            } else if (allowed.externalTargets()) {
                outside.add(target);
            } else {
                refused.add(new ForwardPlan.Refused(
                        target, "no targets of other servers are allowed in " + domain.asString()));
            }
        }
        return new ForwardPlan(inside, outside, refused, keep);
    }

    private Optional<ForwardSettings> chosen(MailAddress address) throws UsersRepositoryException {
        Username user;
        try {
            user = users.getUsername(address);
            if (!users.contains(user)) {
                return Optional.empty();
            }
        } catch (IllegalArgumentException e) {
            // A name that can't be a user's chose nothing.
            return Optional.empty();
        }
        return settings.of(user, ForwardSettings.SECTION).blockOptional(PATIENCE);
    }

    private List<MailAddress> mapped(MailAddress address) throws RecipientRewriteTableException {
        MappingSource source =
                MappingSource.fromUser(address.getLocalPart().toLowerCase(Locale.ROOT), address.getDomain());
        return rewrites.getStoredMappings(source)
                .select(Mapping.Type.Forward)
                .asStream()
                .flatMap(mapping -> mapping.asMailAddress().stream())
                .toList();
    }

    /** Whether mail for a domain comes here. */
    public boolean isOurs(Domain domain) throws DomainListException {
        return domains.containsDomain(domain);
    }

    /**
     * The sender under which mail that an address forwards leaves for other servers: a rewritten one, so that SPF holds and
     * bounces come here. None stays none, and one of our own domains stays as it is, for SPF holds already. Where the rewritten one
     * would be too long, it is the address that forwards.
     */
    public MaybeSender senderOutside(MaybeSender sender, MailAddress forwarder) throws DomainListException {
        Optional<MailAddress> address = sender.asOptional();
        if (address.isEmpty() || isOurs(address.get().getDomain())) {
            return sender;
        }
        return MaybeSender.of(srs.rewrite(address.get(), rules.domainFor(forwarder.getDomain()))
                .orElse(forwarder));
    }

    /** Takes a rewritten address in one of our domains back. */
    public Srs.Found reverse(MailAddress address) throws DomainListException {
        Srs.Found found = srs.reverse(address);
        return found instanceof Srs.Found.Ordinary || isOurs(address.getDomain()) ? found : new Srs.Found.Ordinary();
    }
}
