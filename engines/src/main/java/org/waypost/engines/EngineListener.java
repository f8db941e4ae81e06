package org.waypost.engines;

import java.time.Duration;

/** Hears how the engines get on. Called on the threads of the engines: must be quick and must not throw. */
public interface EngineListener {

    /** An engine came into another state. */
    void changed(EngineStatus status);

    /** An engine is still starting; called every few seconds. */
    default void waiting(EngineStatus status, Duration sinceLaunch) {}

    /** Hears nothing. */
    static EngineListener none() {
        return status -> {};
    }
}
