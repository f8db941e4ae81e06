package org.waypost.engines.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.waypost.engines.failure.EngineFailure;
import org.waypost.engines.failure.FolderUnusable;

/**
 * The folder with all data of one server, held by this process alone from {@link #open} to {@link #close}. Whoever starts
 * engines shows one, so engines never run on data that another server holds or a newer one wrote.
 */
public final class VarFolder implements AutoCloseable {
    private final Path path;
    private final DataLock lock;
    private final DataVersion found;

    private VarFolder(Path path, DataLock lock, DataVersion found) {
        this.path = path;
        this.lock = lock;
        this.found = found;
    }

    /**
     * Makes the folder when it is missing (mode 0700), locks it, and stamps it with this program's version.
     *
     * @param program version of this program
     * @throws EngineFailure when another server holds it, a newer program wrote it, or it can't be written
     */
    public static VarFolder open(Path folder, String program) {
        Path path = folder.toAbsolutePath().normalize();
        create(path);
        DataLock lock = DataLock.take(path);
        try {
            DataVersion mine = new DataVersion(DataVersion.KNOWN_FORMAT, program);
            DataVersion found = DataVersion.read(path).orElse(mine);
            found.refuseWhenNewer(path);
            mine.write(path);
            return new VarFolder(path, lock, found);
        } catch (EngineFailure e) {
            lock.close();
            throw e;
        }
    }

    public Path path() {
        return path;
    }

    /** The stamp that was there before, for those who bring older data up to date. */
    public DataVersion previousVersion() {
        return found;
    }

    @Override
    public void close() {
        lock.close();
    }

    private static void create(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new FolderUnusable(path, e);
        }
    }
}
