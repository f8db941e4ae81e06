package org.waypost.server.accounts;

import java.util.Comparator;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.MailboxMetaData;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.search.MailboxQuery;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.accounts.settings.Scope;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Mailboxes and subscriptions of a user. Messages stay in the vault for as long as it is configured to keep them. */
final class MailBelongings implements Belongings {
    private final MailboxManager mailboxes;
    private final SubscriptionManager subscriptions;

    @Inject
    MailBelongings(MailboxManager mailboxes, SubscriptionManager subscriptions) {
        this.mailboxes = mailboxes;
        this.subscriptions = subscriptions;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Mono<Void> remove(Scope scope) {
        return scope instanceof Scope.OfUser of ? ReactorBlocking.run(() -> remove(of.user())) : Mono.empty();
    }

    private void remove(Username user) throws Exception {
        MailboxSession session = mailboxes.createSystemSession(user);
        mailboxes.startProcessingRequest(session);
        try {
            for (MailboxPath path : subscriptions.subscriptions(session)) {
                subscriptions.unsubscribe(session, path);
            }
            // The innermost first, so that none is left without its parent when this is cut short.
            for (MailboxPath path : Flux.from(mailboxes.search(
                            MailboxQuery.privateMailboxesBuilder(session).build(), session))
                    .map(MailboxMetaData::getPath)
                    .sort(Comparator.comparing((MailboxPath path) -> path.getName())
                            .reversed())
                    .toIterable()) {
                try {
                    mailboxes.deleteMailbox(path, session);
                } catch (MailboxNotFoundException e) {
                    // Removed meanwhile by somebody else: that is what was wanted.
                    continue;
                }
            }
        } finally {
            mailboxes.endProcessingRequest(session);
        }
    }

    /** James moves mail in a step of its own. */
    @Override
    public Mono<Void> move(Username from, Username to) {
        return Mono.empty();
    }
}
