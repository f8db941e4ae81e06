package org.waypost.engines.failure;

import org.waypost.engines.settings.Engine;

/** The process of an engine ended by itself. */
public final class EngineDied extends EngineFailure {
    private static final long serialVersionUID = 1L;

    public EngineDied(Engine engine, String exit, String lastLines) {
        super(
                engine + " ended unexpectedly",
                exit + "; last log lines:\n" + lastLines,
                "Look into its log for the cause.",
                null);
    }
}
