package org.waypost.mailets.quota;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MailboxMetaData;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.mailbox.model.search.MailboxQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * Finds what fills a mailbox. James counts bytes by user, not by folder, so messages are looked at one by one: those of the
 * folders with most messages first, and no longer than some seconds.
 */
public final class LargestFolders {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Logger LOGGER = LoggerFactory.getLogger(LargestFolders.class);

    /**
     * One folder.
     *
     * @param name     as users see it
     * @param messages how many
     * @param bytes    their sizes together
     */
    public record Folder(String name, long messages, long bytes) {}

    private final MailboxManager mailboxes;
    private final Clock clock;

    @Inject
    public LargestFolders(MailboxManager mailboxes, Clock clock) {
        this.mailboxes = mailboxes;
        this.clock = clock;
    }

    /**
     * The largest folders of a user, the largest first. A folder that could not be looked at in time is left out. Waits for the
     * store.
     *
     * @param most how many
     */
    public List<Folder> of(Username user, int most) {
        if (most == 0) {
            return List.of();
        }
        Instant end = clock.instant().plus(PATIENCE);
        MailboxSession session = mailboxes.createSystemSession(user);
        mailboxes.startProcessingRequest(session);
        try {
            List<Folder> found = new ArrayList<>();
            for (MailboxMetaData folder : byMessages(session)) {
                Duration left = Duration.between(clock.instant(), end);
                if (left.isNegative() || left.isZero()) {
                    LOGGER.info(
                            "Not all folders of {} were measured within {} s", user.asString(), PATIENCE.toSeconds());
                    break;
                }
                found.add(measured(folder, session, left));
            }
            found.sort(Comparator.comparingLong(Folder::bytes).reversed());
            return List.copyOf(found.subList(0, Math.min(most, found.size())));
        } catch (MailboxException | RuntimeException e) {
            LOGGER.warn("The folders of {} can't be measured, the warning goes without them", user.asString(), e);
            return List.of();
        } finally {
            mailboxes.endProcessingRequest(session);
        }
    }

    private List<MailboxMetaData> byMessages(MailboxSession session) {
        return mailboxes
                .search(
                        MailboxQuery.privateMailboxesBuilder(session)
                                .matchesAllMailboxNames()
                                .build(),
                        session)
                .filter(folder -> messages(folder) > 0)
                .sort(Comparator.comparingLong(LargestFolders::messages).reversed())
                .collectList()
                .block(PATIENCE);
    }

    private static long messages(MailboxMetaData folder) {
        return folder.getCounters().getCount();
    }

    private Folder measured(MailboxMetaData folder, MailboxSession session, Duration left) throws MailboxException {
        long bytes = Flux.from(mailboxes
                        .getMailbox(folder.getId(), session)
                        .getMessagesReactive(MessageRange.all(), FetchGroup.MINIMAL, session))
                .map(MessageResult::getSize)
                .reduce(0L, Long::sum)
                .block(left);
        return new Folder(folder.getPath().getName(), messages(folder), bytes);
    }
}
