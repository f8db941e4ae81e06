package org.waypost.engines.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.waypost.engines.failure.DiskFull;
import org.waypost.engines.failure.FolderUnusable;

/** The free space of the disk that a folder is on. */
public final class DiskSpace {
    private static final long MEGABYTE = 1024L * 1024L;

    private DiskSpace() {}

    /** Space that this user may still fill, in MiB. */
    public static long freeMegabytes(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() / MEGABYTE;
        } catch (IOException e) {
            throw new FolderUnusable(folder, e);
        }
    }

    /** Throws {@link DiskFull} when less than so many MiB are free. */
    public static void require(Path folder, int leastMegabytes) {
        long free = freeMegabytes(folder);
        if (free < leastMegabytes) {
            throw new DiskFull(folder, free, leastMegabytes);
        }
    }
}
