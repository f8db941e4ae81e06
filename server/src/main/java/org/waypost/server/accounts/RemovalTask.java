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

/** One removal, for James' task manager. */
final class RemovalTask implements Task {
    private static final TaskType TYPE = TaskType.of("waypost-account-removal");
    private static final Logger LOGGER = LoggerFactory.getLogger(RemovalTask.class);

    /** What {@code /tasks} tells. */
    record Progress(String account, String step, Instant timestamp)
            implements TaskExecutionDetails.AdditionalInformation {}

    private final String account;
    private final Mono<Void> work;
    private final AtomicReference<String> step;
    private final Clock clock;

    /**
     * @param account who is removed, for the report
     * @param step    the name of what is being done, kept up to date by the work
     * @param work    the removal
     */
    RemovalTask(String account, AtomicReference<String> step, Mono<Void> work, Clock clock) {
        this.account = account;
        this.step = step;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public Result run() {
        try {
            work.block();
            LOGGER.info("Removed account={}", account);
            return Result.COMPLETED;
        } catch (RuntimeException e) {
            LOGGER.error("The removal of {} failed at {}; it may be run again", account, step.get(), e);
            return Result.PARTIAL;
        }
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    @Override
    public Optional<TaskExecutionDetails.AdditionalInformation> details() {
        return Optional.of(new Progress(account, step.get(), clock.instant()));
    }
}
