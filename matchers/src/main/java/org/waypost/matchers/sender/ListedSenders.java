package org.waypost.matchers.sender;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.mailet.Mail;
import org.waypost.accounts.settings.Scope;
import org.waypost.policy.recipient.RecipientUsers;
import org.waypost.policy.sender.Judgement;
import org.waypost.policy.sender.SenderFacts;
import org.waypost.policy.sender.SenderLists;
import org.waypost.policy.sender.Stranger;
import reactor.core.publisher.Flux;

/** Asks the lists for each recipient of a mail. */
final class ListedSenders {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SenderLists lists;
    private final RecipientUsers users;

    ListedSenders(SenderLists lists, RecipientUsers users) {
        this.lists = lists;
        this.users = users;
    }

    /**
     * The recipients for whom, if an address means several users for all of them, the lists say this.
     *
     * @throws MessagingException when a store does not answer, so that the mail is tried again later
     */
    Collection<MailAddress> recipients(Mail mail, Predicate<Judgement> said) throws MessagingException {
        SenderFacts facts = SenderFacts.of(mail);
        Stranger stranger = Stranger.of(mail, facts);
        Set<MailAddress> found = new LinkedHashSet<>();
        try {
            for (MailAddress recipient : mail.getRecipients()) {
                boolean all = Flux.fromIterable(scopes(recipient))
                        .concatMap(scope -> lists.judge(stranger, facts, scope))
                        .all(said)
                        .block(PATIENCE);
                if (all) {
                    found.add(recipient);
                }
            }
            return found;
        } catch (UsersRepositoryException | RecipientRewriteTableException | DomainListException e) {
            throw new MessagingException("the lists of senders can't be read for " + mail.getName(), e);
        }
    }

    private Set<Scope> scopes(MailAddress recipient)
            throws UsersRepositoryException, RecipientRewriteTableException, DomainListException {
        Set<Scope> scopes = new LinkedHashSet<>();
        users.of(recipient).forEach(user -> scopes.add(Scope.user(user)));
        return scopes.isEmpty() ? Set.of(Scope.domain(recipient.getDomain())) : scopes;
    }
}
