package org.waypost.engines;

/** Where an engine stands. */
public enum EngineState {
    /** Launched, does not answer yet. */
    STARTING,
    READY,
    /** Died; will be launched again after a wait. */
    RESTARTING,
    STOPPING,
    /** Not running and not going to. */
    STOPPED
}
