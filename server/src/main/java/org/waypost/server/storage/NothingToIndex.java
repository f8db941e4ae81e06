package org.waypost.server.storage;

import org.apache.james.core.Username;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.indexer.MessageIdReIndexer;
import org.apache.james.mailbox.indexer.ReIndexer;
import org.apache.james.mailbox.indexer.ReIndexingExecutionFailures;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.task.Task;
import org.apache.james.task.TaskType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests to build the index anew where search reads the mailboxes themselves: there is nothing to do. */
public final class NothingToIndex implements ReIndexer, MessageIdReIndexer {
    private static final Logger LOG = LoggerFactory.getLogger(NothingToIndex.class);
    private static final TaskType TYPE = TaskType.of("nothing-to-index");

    @Override
    public Task reIndex(Username username, RunningOptions options) {
        return nothing();
    }

    @Override
    public Task reIndex(MailboxPath path, RunningOptions options) {
        return nothing();
    }

    @Override
    public Task reIndex(MailboxId mailboxId, RunningOptions options) {
        return nothing();
    }

    @Override
    public Task reIndex(RunningOptions options) {
        return nothing();
    }

    @Override
    public Task reIndex(MailboxPath path, MessageUid uid) {
        return nothing();
    }

    @Override
    public Task reIndex(MailboxId mailboxId, MessageUid uid) {
        return nothing();
    }

    @Override
    public Task reIndex(ReIndexingExecutionFailures previousFailures, RunningOptions options) {
        return nothing();
    }

    @Override
    public Task reIndex(MessageId messageId) {
        return nothing();
    }

    private static Task nothing() {
        return new Task() {
            @Override
            public Result run() {
                LOG.info("Search reads the mailboxes themselves: there is no index to build");
                return Result.COMPLETED;
            }

            @Override
            public TaskType type() {
                return TYPE;
            }
        };
    }
}
