package org.waypost.webadmin.expiry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.james.task.Task;

/** The deletion of messages by age. Bound by the composition root. */
public interface ExpiryControl {
    /**
     * Numbers of messages.
     *
     * @param matched that the rules fit
     * @param planned that were to be deleted in this run
     * @param removed that were deleted
     */
    record Counts(long matched, long planned, long removed) {
        /** The sum. */
        public Counts plus(Counts other) {
            return new Counts(matched + other.matched, planned + other.planned, removed + other.removed);
        }
    }

    /**
     * One run.
     *
     * @param id       its name
     * @param begun    when it began
     * @param finished when it ended; {@code null} before
     * @param trigger  {@code schedule} or {@code administrator}
     * @param dry      whether it only counted
     * @param outcome  {@code unfinished}, {@code done}, {@code failed} or {@code cancelled}
     * @param all      the numbers of all domains
     * @param domains  the numbers of each
     * @param failures folders that could not be read or emptied, as user/folder, with the reason; at most 50
     */
    record Report(
            String id,
            Instant begun,
            Instant finished,
            String trigger,
            boolean dry,
            String outcome,
            Counts all,
            Map<String, Counts> domains,
            Map<String, String> failures) {}

    /** The last runs, newest first; at most 20. */
    List<Report> reports();

    /** A run for James' task manager to do. */
    Task run(boolean dry);
}
