package org.waypost.engines.failure;

import java.nio.file.Path;

/** The var folder was written by a newer program. */
public final class NewerData extends EngineFailure {
    private static final long serialVersionUID = 1L;

    public NewerData(Path folder, int format, String program, int knownFormat) {
        super(
                "The data was written by a newer Waypost",
                folder + " has format " + format + ", written by " + program + "; this program knows up to format "
                        + knownFormat,
                "Start Waypost " + program + " or newer, or restore a backup made by this version.",
                null);
    }
}
