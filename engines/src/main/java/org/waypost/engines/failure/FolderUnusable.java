package org.waypost.engines.failure;

import java.io.IOException;
import java.nio.file.Path;

/** A file or folder can not be read or written. */
public final class FolderUnusable extends EngineFailure {
    private static final long serialVersionUID = 1L;

    public FolderUnusable(Path path, IOException cause) {
        super(
                "A file or folder can not be used",
                path + " (" + reason(cause) + ")",
                "Check that it exists, and that the user of this server owns it and may write it.",
                cause);
    }

    private static String reason(IOException cause) {
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
