package org.waypost.engines.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.engines.failure.DataLocked;
import org.waypost.engines.failure.FolderUnusable;
import org.waypost.engines.process.ProcessWords;

/**
 * The lock on a var folder: a lock of the operating system on the file {@code lock}, which ends with the process however it
 * dies. The file holds the process id of its holder.
 */
final class DataLock implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DataLock.class);

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock at once or throws {@link DataLocked}. */
    static DataLock take(Path folder) {
        Path file = folder.resolve("lock");
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel).isEmpty()) {
                channel.close();
                throw new DataLocked(folder, holder(file));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            channel.force(true);
            return new DataLock(channel);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new FolderUnusable(file, e);
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            LOGGER.debug("The lock is held by this process", e);
            return Optional.empty();
        }
    }

    private static String holder(Path file) throws IOException {
        String pid = Files.readString(file, StandardCharsets.US_ASCII).trim();
        return pid.matches("[0-9]{1,10}") ? ProcessWords.describe(Long.parseLong(pid)) : "an unknown process";
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                LOGGER.warn("The lock file could not be closed", e);
            }
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
