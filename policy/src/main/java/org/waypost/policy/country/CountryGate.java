package org.waypost.policy.country;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.user.api.UsersRepositoryException;
import org.waypost.accounts.country.CountryFilter;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.policy.recipient.RecipientUsers;
import reactor.core.publisher.Flux;

/** Says whether a recipient takes mail from where a client is. */
public final class CountryGate {
    /** Finds the users that an address means. */
    interface Recipients {
        Set<Username> of(MailAddress address)
                throws UsersRepositoryException, RecipientRewriteTableException, DomainListException;
    }

    /** What a filter of one scope says. */
    private record Said(Scope scope, CountryFilter filter) {}

    private final CountryDatabase database;
    private final AccountSettings settings;
    private final Recipients recipients;
    private final GateRules rules;

    @Inject
    public CountryGate(CountryDatabase database, AccountSettings settings, RecipientUsers recipients, GateRules rules) {
        this(database, settings, recipients::of, rules);
    }

    CountryGate(CountryDatabase database, AccountSettings settings, Recipients recipients, GateRules rules) {
        this.database = database;
        this.settings = settings;
        this.recipients = recipients;
        this.rules = rules;
    }

    /**
     * Why a recipient takes no mail from a client; absent when it does. An address of several users refuses when all of them do.
     * Asks the stores, so not for an event loop.
     *
     * @throws IllegalStateException when they don't come in time
     */
    public Optional<CountryRefusal> refusal(InetAddress client, MailAddress recipient)
            throws UsersRepositoryException, RecipientRewriteTableException, DomainListException {
        Origin origin = database.of(client);
        if (origin.local()) {
            return Optional.empty();
        }
        List<Scope> scopes = scopes(recipient);
        List<Said> said = Flux.fromIterable(scopes)
                .concatMap(scope -> settings.in(scope, CountryFilter.SECTION).map(filter -> new Said(scope, filter)))
                .collectList()
                .block(rules.patience());
        return said.stream().allMatch(each -> CountryRule.refuses(each.filter(), origin, client))
                ? Optional.of(new CountryRefusal(
                        client, origin, scopes, CountryRule.text(said.get(0).filter(), origin, client)))
                : Optional.empty();
    }

    /** Whether mail is taken when {@link #refusal} fails, or put off. */
    public boolean openOnFailure() {
        return rules.openOnFailure();
    }

    private List<Scope> scopes(MailAddress recipient)
            throws UsersRepositoryException, RecipientRewriteTableException, DomainListException {
        Set<Username> users = recipients.of(recipient);
        return users.isEmpty()
                ? List.of(Scope.domain(recipient.getDomain()))
                : users.stream().map(Scope::user).toList();
    }
}
