package org.waypost.server.accounts;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.james.task.Task;
import org.apache.james.task.TaskExecutionDetails;
import org.apache.james.task.TaskType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** A removal or a renaming, for James' task manager. */
final class AccountTask implements Task {
    static final TaskType REMOVAL = TaskType.of("waypost-account-removal");
    static final TaskType RENAMING = TaskType.of("waypost-account-renaming");
    private static final Logger LOGGER = LoggerFactory.getLogger(AccountTask.class);

    /** What {@code /tasks} tells. */
    record Progress(String account, String step, Instant timestamp)
            implements TaskExecutionDetails.AdditionalInformation {}

    private final TaskType type;
    private final String account;
    private final Mono<Void> work;
    private final AtomicReference<String> step;
    private final Clock clock;

    /**
     * @param type    what is done
     * @param account with whom, for the report
     * @param step    the name of what is being done, kept up to date by the work
     * @param work    does it
     */
    AccountTask(TaskType type, String account, AtomicReference<String> step, Mono<Void> work, Clock clock) {
        this.type = type;
        this.account = account;
        this.step = step;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public Result run() {
        try {
            work.block();
            LOGGER.info("Done {} of account={}", type.asString(), account);
            return Result.COMPLETED;
        } catch (RuntimeException e) {
            LOGGER.error("The {} of {} failed at {}; it may be run again", type.asString(), account, step.get(), e);
            return Result.PARTIAL;
        }
    }

    @Override
    public TaskType type() {
        return type;
    }

    @Override
    public Optional<TaskExecutionDetails.AdditionalInformation> details() {
        return Optional.of(new Progress(account, step.get(), clock.instant()));
    }
}
