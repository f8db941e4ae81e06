package org.waypost.protocols.imap;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Decides whether the server reads on from one client: not while too many of its commands wait, too many of its
 * literals lie on disk, or the disk lags behind. So a client that doesn't wait for answers costs no more than one that
 * does.
 */
final class ReadGate {

    /** Commands of one connection that were read and not answered. */
    static final int MOST_COMMANDS = 32;

    /** Literals of one connection on disk. */
    static final int MOST_FILES = 4;

    private final ChannelHandlerContext ctx;
    private final Scheduler eventLoop;
    private final AtomicInteger commands = new AtomicInteger();
    private final AtomicInteger files = new AtomicInteger();
    private volatile boolean held;
    private volatile boolean diskBehind;
    private volatile boolean shut;

    ReadGate(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        this.eventLoop = Schedulers.fromExecutor(ctx.executor());
    }

    /** The client's address, behind a balancer too. */
    InetAddress client() {
        return ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress();
    }

    /** Runs what it is given on the connection's event loop, in turn. */
    Scheduler eventLoop() {
        return eventLoop;
    }

    void commandRead() {
        commands.incrementAndGet();
        update();
    }

    /** From any thread. */
    void commandDone() {
        commands.decrementAndGet();
        recheck();
    }

    void fileOpened() {
        files.incrementAndGet();
    }

    /** From any thread. */
    void fileClosed() {
        files.decrementAndGet();
        recheck();
    }

    /** From any thread: whether too much waits to be written to disk. */
    void diskBehind(boolean behind) {
        diskBehind = behind;
        ctx.executor().execute(this::update);
    }

    /** Holds the next command back, or lets it come. */
    void hold(boolean hold) {
        held = hold;
        update();
    }

    /** Whether a whole command waits for its literals to reach the disk. */
    boolean isHeld() {
        return held;
    }

    /** Whether the next command has to wait. */
    boolean isShut() {
        return held || commands.get() >= MOST_COMMANDS || files.get() >= MOST_FILES;
    }

    private void recheck() {
        if (shut) {
            ctx.executor().execute(this::update);
        }
    }

    /** On the event loop: stops reading from the client or goes on. */
    void update() {
        boolean was = shut;
        shut = isShut() || diskBehind;
        if (shut && !isShut() && !diskBehind) {
            // Someone finished before it could see that the gate was shut.
            shut = false;
        }
        if (shut) {
            ctx.channel().config().setAutoRead(false);
        } else if (was) {
            ctx.channel().config().setAutoRead(true);
            // What came behind the last command stands in the decoder's buffer: make it look again.
            ctx.executor().execute(this::lookAgain);
        }
    }

    private void lookAgain() {
        if (ctx.isRemoved()) {
            return;
        }
        try {
            ((CommandAssembler) ctx.handler()).channelRead(ctx, Unpooled.EMPTY_BUFFER);
        } catch (Exception e) {
            ctx.fireExceptionCaught(e);
        }
    }
}
