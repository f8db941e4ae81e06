package org.waypost.engines.settings;

import java.time.Duration;

/**
 * How patiently an engine is started, stopped and started again.
 *
 * @param startDeadline how long an engine may take until it is ready
 * @param stopDeadline how long an engine may take to end after SIGTERM, before SIGKILL
 * @param restart whether an engine that died is started again
 * @param backoff the waits before it
 * @param archiveClasses whether the first orderly stop takes some seconds longer to make later starts shorter
 */
public record Supervision(
        Duration startDeadline, Duration stopDeadline, boolean restart, Backoff backoff, boolean archiveClasses) {

    /** Two minutes to start (a long commit log is replayed), one to stop (memory tables are written). */
    public static Supervision defaults() {
        return new Supervision(Duration.ofMinutes(2), Duration.ofMinutes(1), true, Backoff.defaults(), true);
    }

    public Supervision withoutRestart() {
        return new Supervision(startDeadline, stopDeadline, false, backoff, archiveClasses);
    }

    public Supervision withStartDeadline(Duration deadline) {
        return new Supervision(deadline, stopDeadline, restart, backoff, archiveClasses);
    }

    public Supervision withStopDeadline(Duration deadline) {
        return new Supervision(startDeadline, deadline, restart, backoff, archiveClasses);
    }

    public Supervision withBackoff(Backoff other) {
        return new Supervision(startDeadline, stopDeadline, restart, other, archiveClasses);
    }

    public Supervision withoutClassArchive() {
        return new Supervision(startDeadline, stopDeadline, restart, backoff, false);
    }
}
