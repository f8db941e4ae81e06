package org.waypost.policy.recipient;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.api.RecipientRewriteTable.ErrorMappingException;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;

/**
 * Finds the users of this server that an address means, through aliases, groups and domain mappings, so that their choices
 * count already when the address is said in SMTP. Forwards are not followed: who forwards has still been written to.
 */
public final class RecipientUsers {
    private static final EnumSet<Mapping.Type> FOLLOWED = EnumSet.of(
            Mapping.Type.Alias,
            Mapping.Type.Address,
            Mapping.Type.Group,
            Mapping.Type.Regex,
            Mapping.Type.Domain,
            Mapping.Type.DomainAlias);

    private final UsersRepository users;
    private final RecipientRewriteTable rewrites;
    private final DomainList domains;

    @Inject
    public RecipientUsers(UsersRepository users, RecipientRewriteTable rewrites, DomainList domains) {
        this.users = users;
        this.rewrites = rewrites;
        this.domains = domains;
    }

    /**
     * The users that an address means; none for an address of others, or one that nobody has. Asks the stores, so not for an
     * event loop.
     *
     * @throws RecipientRewriteTableException when a store does not answer
     */
    public Set<Username> of(MailAddress address)
            throws UsersRepositoryException, RecipientRewriteTableException, DomainListException {
        Set<Username> found = new LinkedHashSet<>();
        addUser(address, found);
        if (found.isEmpty()) {
            for (MailAddress target : mapped(address)) {
                addUser(target, found);
            }
        }
        return found;
    }

    private void addUser(MailAddress address, Set<Username> found)
            throws UsersRepositoryException, DomainListException {
        if (!domains.containsDomain(address.getDomain())) {
            return;
        }
        try {
            Username user = users.getUsername(address);
            if (users.contains(user)) {
                found.add(user);
            }
        } catch (IllegalArgumentException e) {
            // A name that can't be a user's is nobody's.
            return;
        }
    }

    private Set<MailAddress> mapped(MailAddress address) throws RecipientRewriteTableException {
        Set<MailAddress> targets = new LinkedHashSet<>();
        try {
            rewrites.getResolvedMappings(address.getLocalPart(), address.getDomain(), FOLLOWED)
                    .asStream()
                    .map(Mapping::asMailAddress)
                    .flatMap(target -> target.stream())
                    .forEach(targets::add);
            return targets;
        } catch (ErrorMappingException e) {
            // An address that is mapped to an error is nobody's.
            return Set.of();
        }
    }

    /** The address by which a user is written to. */
    public MailAddress addressOf(Username user) throws UsersRepositoryException {
        try {
            return users.getMailAddressFor(user);
        } catch (UsersRepositoryException e) {
            throw e;
        } catch (Exception e) {
            throw new UsersRepositoryException("user " + user.asString() + " has no address", e);
        }
    }

    /** Whether an address belongs to a domain of this server. */
    public boolean isOurs(MailAddress address) throws DomainListException {
        return domains.containsDomain(address.getDomain());
    }
}
