package org.waypost.server.welcome;

import javax.inject.Inject;
import javax.inject.Named;
import javax.inject.Provider;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.apache.james.events.Event;
import org.apache.james.events.EventListener.ReactiveGroupEventListener;
import org.apache.james.events.Group;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.events.MailboxEvents.MailboxAdded;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.user.api.UsersRepository;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.server.users.Stored;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Notices users of a directory who are new here: at their first login, or when their INBOX is made for their first mail. Who has an
 * INBOX was here before and is not welcomed.
 */
@Singleton
public final class FirstSight implements ReactiveGroupEventListener {
    /** Names this listener among those that get each event once. */
    public static final class WelcomeGroup extends Group {}

    private static final Group GROUP = new WelcomeGroup();
    private static final Logger LOGGER = LoggerFactory.getLogger(FirstSight.class);

    private final Provider<MailboxManager> mailboxes;
    private final UsersRepository stored;
    private final Welcomes welcomes;

    @Inject
    FirstSight(
            @Named("mailboxmanager") Provider<MailboxManager> mailboxes,
            @Stored UsersRepository stored,
            Welcomes welcomes) {
        this.mailboxes = mailboxes;
        this.stored = stored;
        this.welcomes = welcomes;
    }

    /** Blocks. */
    void loggedIn(Username user) {
        try {
            if (!hasInbox(user)) {
                welcomes.arrived(user);
            }
        } catch (RuntimeException e) {
            LOGGER.warn("Whether {} is new here can't be found out", user.asString(), e);
        }
    }

    private boolean hasInbox(Username user) {
        MailboxManager manager = mailboxes.get();
        MailboxSession session = manager.createSystemSession(user);
        try {
            return Boolean.TRUE.equals(Mono.from(manager.mailboxExists(MailboxPath.inbox(user), session))
                    .block());
        } finally {
            manager.endProcessingRequest(session);
        }
    }

    @Override
    public Group getDefaultGroup() {
        return GROUP;
    }

    @Override
    public boolean isHandling(Event event) {
        return stored.isReadOnly()
                && event instanceof MailboxAdded added
                && added.getMailboxPath().isInbox();
    }

    @Override
    public Publisher<Void> reactiveEvent(Event event) {
        Username owner = ((MailboxAdded) event).getMailboxPath().getUser();
        return Mono.<Void>fromRunnable(() -> welcomes.arrived(owner)).subscribeOn(Schedulers.boundedElastic());
    }
}
