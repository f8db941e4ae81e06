package org.waypost.engines.failure;

import java.nio.file.Path;

/** Another server runs on the same var folder. */
public final class DataLocked extends EngineFailure {
    private static final long serialVersionUID = 1L;

    public DataLocked(Path folder, String holder) {
        super(
                "Another server uses this data",
                folder + " is locked by " + holder,
                "Stop that server first (waypost stop), or give this one a var folder of its own with --var.",
                null);
    }
}
