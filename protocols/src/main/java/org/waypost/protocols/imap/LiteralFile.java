package org.waypost.protocols.imap;

import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.apache.james.imap.message.Literal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A large literal in a temporary file. The file has no name from the moment it is open, so nothing is left behind even
 * when the server is killed; the space is free when the literal is closed. Writing never blocks the event loop.
 */
final class LiteralFile implements LiteralSink, Literal, Closeable {

    /** What the owner of a file hears; called from a writer thread. */
    interface Progress {

        /** This many octets wait to be written. */
        void waiting(int octets);

        /** All octets are on disk, or the file failed for good. */
        void complete();
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(LiteralFile.class);

    private final long size;
    private final Progress progress;
    private final Consumer<LiteralFile> closed;
    private final Scheduler.Worker writer = Schedulers.boundedElastic().createWorker();
    private final Object lock = new Object();
    private FileChannel file;
    private long written;
    private int waiting;
    private boolean released;
    private volatile IOException failure;

    /**
     * @param size octets to come
     * @param closed told once when the literal is closed
     */
    LiteralFile(long size, Progress progress, Consumer<LiteralFile> closed) {
        this.size = size;
        this.progress = progress;
        this.closed = closed;
    }

    @Override
    public void take(ByteBuf from, int octets) {
        byte[] chunk = new byte[octets];
        from.readBytes(chunk);
        int now;
        synchronized (lock) {
            waiting += octets;
            now = waiting;
        }
        progress.waiting(now);
        schedule(() -> write(chunk));
    }

    @Override
    public void complete() {
        schedule(progress::complete);
    }

    private void schedule(Runnable step) {
        synchronized (lock) {
            if (!released) {
                writer.schedule(step);
            }
        }
    }

    private void write(byte[] chunk) {
        int left;
        synchronized (lock) {
            if (released) {
                return;
            }
            try {
                if (file == null && failure == null) {
                    file = open();
                }
                ByteBuffer bytes = ByteBuffer.wrap(chunk);
                while (failure == null && bytes.hasRemaining()) {
                    written += file.write(bytes, written);
                }
            } catch (IOException e) {
                LOGGER.error("Can't keep a literal of {} octets in {}", size, System.getProperty("java.io.tmpdir"), e);
                failure = e;
            }
            waiting -= chunk.length;
            left = waiting;
        }
        progress.waiting(left);
    }

    private static FileChannel open() throws IOException {
        Path path = Files.createTempFile("waypost-imap-", ".literal");
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
    }

    /** Whether the octets could not be kept. */
    boolean failed() {
        return failure != null;
    }

    @Override
    public long size() {
        return size;
    }

    /** A new stream from the first octet; streams don't disturb each other. */
    @Override
    public InputStream getInputStream() throws IOException {
        synchronized (lock) {
            if (failure != null) {
                throw failure;
            }
            if (released || file == null) {
                throw new IOException("the literal is closed");
            }
            return new LiteralStream(file, size);
        }
    }

    @Override
    public void discard() {
        close();
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (released) {
                return;
            }
            released = true;
            writer.dispose();
            try {
                if (file != null) {
                    file.close();
                }
            } catch (IOException e) {
                LOGGER.warn("Can't close the temporary file of a literal", e);
            }
        }
        closed.accept(this);
    }
}
