package org.waypost.mailets.delivery;

import com.google.common.collect.Lists;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.Header;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;

/**
 * Looks into a mailbox for a message that an earlier pass stored.
 *
 * <p>Costs nothing in the ordinary course, for it is only asked when a delivery may have happened unnoticed: after a
 * crash, or when the store failed to answer. It reads back from the newest message to the time at which the message
 * entered the queue, first dates only, then the headers of what is young enough.
 */
final class DeliveryHistory {
    /** Clocks of a node and of its store may differ by this much. */
    private static final Duration CLOCK_SLACK = Duration.ofMinutes(5);

    private static final int WINDOW = 500;

    private final MailboxManager mailboxes;

    DeliveryHistory(MailboxManager mailboxes) {
        this.mailboxes = mailboxes;
    }

    /**
     * Says whether the mailbox holds a message with this queue identity that was stored since the message was queued.
     *
     * @throws MailboxException when the mailbox can't be read: then nothing is known
     */
    boolean holds(Username user, String folder, String queueId, Instant queuedAt) throws MailboxException {
        MailboxSession session = mailboxes.createSystemSession(user);
        mailboxes.startProcessingRequest(session);
        try {
            MessageManager mailbox =
                    mailboxes.getMailbox(MailboxPath.forUser(user, delimited(folder, session)), session);
            return holds(mailbox, session, queueId, queuedAt.minus(CLOCK_SLACK));
        } catch (MailboxNotFoundException e) {
            return false;
        } finally {
            mailboxes.endProcessingRequest(session);
        }
    }

    private boolean holds(MessageManager mailbox, MailboxSession session, String queueId, Instant since)
            throws MailboxException {
        long upper = newest(mailbox, session);
        while (upper > 0) {
            long lower = Math.max(1, upper - WINDOW + 1);
            List<MessageResult> window = read(mailbox, session, lower, upper, FetchGroup.MINIMAL);
            List<MessageResult> young = window.stream()
                    .filter(message -> !message.getInternalDate().toInstant().isBefore(since))
                    .toList();
            for (MessageResult message : young) {
                long uid = message.getUid().asLong();
                for (MessageResult full : read(mailbox, session, uid, uid, FetchGroup.HEADERS)) {
                    if (carries(full, queueId)) {
                        return true;
                    }
                }
            }
            if (!window.isEmpty() && young.isEmpty()) {
                return false;
            }
            upper = lower - 1;
        }
        return false;
    }

    private static long newest(MessageManager mailbox, MailboxSession session) throws MailboxException {
        return mailbox.getMetaData(
                                MessageManager.MailboxMetaData.RecentMode.IGNORE,
                                session,
                                EnumSet.of(MessageManager.MailboxMetaData.Item.NextUid))
                        .getUidNext()
                        .asLong()
                - 1;
    }

    private static List<MessageResult> read(
            MessageManager mailbox, MailboxSession session, long from, long to, FetchGroup what)
            throws MailboxException {
        return Lists.newArrayList(
                mailbox.getMessages(MessageRange.range(MessageUid.of(from), MessageUid.of(to)), what, session));
    }

    private static boolean carries(MessageResult message, String queueId) throws MailboxException {
        Iterator<Header> headers = message.getHeaders().headers();
        return stream(headers)
                .anyMatch(header -> header.getName().equalsIgnoreCase(QueueIdentity.HEADER)
                        && header.getValue().trim().equals(queueId));
    }

    private static <T> Stream<T> stream(Iterator<T> iterator) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false);
    }

    private static String delimited(String folder, MailboxSession session) {
        String path = folder.replace('/', session.getPathDelimiter());
        return path.charAt(0) == session.getPathDelimiter() ? path.substring(1) : path;
    }
}
