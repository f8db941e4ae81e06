package org.waypost.webadmin.product;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.james.task.Task;

/** What was mended after an unclean stop, and how to have it mended again. Bound by the composition root when there is something to mend. */
public interface Healing {

    /**
     * One run.
     *
     * @param started  when it began
     * @param finished when it ended
     * @param trigger  why it ran, such as {@code unclean stop}, {@code schedule}, {@code administrator}
     * @param checked  things looked at, by kind such as {@code mailboxes}
     * @param mended   things that were wrong and were put right, by kind
     * @param unsettled counters and names that kept changing and are looked at again
     * @param failures in words, what could not be mended
     */
    record Report(
            Instant started,
            Instant finished,
            String trigger,
            Map<String, Long> checked,
            Map<String, Long> mended,
            int unsettled,
            List<String> failures) {}

    /** The last runs, newest first; at most 20. */
    List<Report> reports();

    /** A run for James' task manager to do. */
    Task run();
}
