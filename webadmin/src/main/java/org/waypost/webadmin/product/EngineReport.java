package org.waypost.webadmin.product;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells how the engines do. Bound by the composition root when it has engines. */
@FunctionalInterface
public interface EngineReport {

    /** How an engine does. */
    enum State {
        /** Started, not answering yet. */
        STARTING,
        /** Answers. */
        READY,
        /** Ended or does not answer; it is started again after a pause. */
        FAILED,
        /** Being stopped, or stopped. */
        STOPPED
    }

    /**
     * One engine.
     *
     * @param name     such as {@code cassandra}
     * @param version  the version that answers, when it does
     * @param local    true when the server runs it as a child process
     * @param state    how it does
     * @param address  where it is reached, {@code host:port}
     * @param pid      its process, when it is local and runs
     * @param restarts times it was started again since the server's start
     * @param since    when the state was reached
     * @param detail   in words, what is wrong; empty when nothing is
     */
    record Engine(
            String name,
            Optional<String> version,
            boolean local,
            State state,
            String address,
            Optional<Long> pid,
            int restarts,
            Instant since,
            String detail) {}

    /** All engines, in the order in which they are started. */
    List<Engine> engines();
}
