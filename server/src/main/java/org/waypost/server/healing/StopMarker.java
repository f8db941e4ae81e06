package org.waypost.server.healing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A file that exists while the server runs: one that is found at the start says that the last stop was not clean. */
public final class StopMarker {
    private static final String NAME = "running";

    private final Path file;
    private final boolean lastStopWasUnclean;

    private StopMarker(Path file, boolean lastStopWasUnclean) {
        this.file = file;
        this.lastStopWasUnclean = lastStopWasUnclean;
    }

    /**
     * Looks for the file and writes it.
     *
     * @param var data folder, held by this process
     */
    public static StopMarker set(Path var) {
        Path file = var.resolve("run").resolve(NAME);
        try {
            Files.createDirectories(file.getParent());
            boolean found = Files.exists(file);
            Files.writeString(file, "since " + Instant.now() + "\n");
            return new StopMarker(file, found);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be written: " + e.getMessage(), e);
        }
    }

    /** Whether the process before this one was killed, or its machine was. */
    public boolean lastStopWasUnclean() {
        return lastStopWasUnclean;
    }

    /** Says that everything was stopped in order. */
    public void clear() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be removed: " + e.getMessage(), e);
        }
    }
}
