package org.waypost.protocols.imap;

import io.netty.channel.ChannelHandlerContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The literals of one connection: small ones in memory, large ones in files that are all closed when the connection
 * ends. It holds a command back until its files are complete.
 */
final class LiteralStore {

    private static final int STOP_READING = 1 << 20;
    private static final int READ_AGAIN = 1 << 18;

    private final ChannelHandlerContext ctx;
    private final CommandLimits limits;
    private final ReadGate gate;
    private final Runnable deliver;
    private final Set<LiteralFile> open = ConcurrentHashMap.newKeySet();
    private int incomplete;
    private boolean waiting;

    /** @param deliver runs on the event loop when a command that had to wait is complete */
    LiteralStore(ChannelHandlerContext ctx, CommandLimits limits, ReadGate gate, Runnable deliver) {
        this.ctx = ctx;
        this.limits = limits;
        this.gate = gate;
        this.deliver = deliver;
    }

    LiteralSink sink(long size, boolean refused) {
        if (refused) {
            return new LiteralSink.Discarded();
        }
        if (size <= limits.inMemory()) {
            return new LiteralInMemory((int) size);
        }
        LiteralFile file = new LiteralFile(size, new Watch(), this::closed);
        open.add(file);
        gate.fileOpened();
        incomplete++;
        return file;
    }

    private void closed(LiteralFile file) {
        open.remove(file);
        gate.fileClosed();
    }

    /** True when the command has to wait; it is delivered later. */
    boolean awaitComplete() {
        waiting = incomplete > 0;
        if (waiting) {
            gate.hold(true);
        }
        return waiting;
    }

    /** Closes all files. */
    void close() {
        open.forEach(LiteralFile::close);
    }

    private void fileComplete() {
        incomplete--;
        if (waiting && incomplete == 0) {
            waiting = false;
            deliver.run();
            gate.hold(false);
        }
    }

    private final class Watch implements LiteralFile.Progress {

        private volatile boolean behind;

        @Override
        public void waiting(int octets) {
            if (octets > STOP_READING && !behind) {
                behind = true;
                gate.diskBehind(true);
            } else if (octets < READ_AGAIN && behind) {
                behind = false;
                gate.diskBehind(false);
            }
        }

        @Override
        public void complete() {
            ctx.executor().execute(LiteralStore.this::fileComplete);
        }
    }
}
