package org.waypost.server.expiry;

import java.util.Optional;
import java.util.function.Predicate;
import org.apache.james.task.Task;
import org.apache.james.task.TaskType;
import org.waypost.accounts.expiry.ExpiryRun;

/** A run as a task of James, so that it can be watched and cancelled. */
final class ExpiryTask implements Task {
    private static final TaskType TYPE = TaskType.of("waypost-expiry");

    private final ExpiryRunner runner;
    private final String trigger;
    private final boolean dry;
    private final Predicate<Optional<ExpiryRun>> wanted;
    private final Runnable after;

    ExpiryTask(
            ExpiryRunner runner, String trigger, boolean dry, Predicate<Optional<ExpiryRun>> wanted, Runnable after) {
        this.runner = runner;
        this.trigger = trigger;
        this.dry = dry;
        this.wanted = wanted;
        this.after = after;
    }

    @Override
    public Result run() {
        try {
            return runner.run(trigger, dry, wanted)
                    .filter(run -> !run.outcome().equals(ExpiryRunner.DONE))
                    .map(run -> Result.PARTIAL)
                    .orElse(Result.COMPLETED);
        } finally {
            after.run();
        }
    }

    @Override
    public TaskType type() {
        return TYPE;
    }
}
