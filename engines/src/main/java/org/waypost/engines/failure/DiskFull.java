package org.waypost.engines.failure;

import java.nio.file.Path;

/** The disk of the var folder has less free space than the server needs. */
public final class DiskFull extends EngineFailure {
    private static final long serialVersionUID = 1L;

    public DiskFull(Path folder, long freeMegabytes, int leastMegabytes) {
        super(
                "Too little free space on the disk of " + folder,
                freeMegabytes + " MiB free, " + leastMegabytes + " MiB needed",
                "Free some space, or lower disk.minimum.free in engines.properties.",
                null);
    }
}
