package org.waypost.protocols.netty;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that makes its client wait. All methods but {@link #of} are called on the session's executor. The lines
 * kept are those that were read before reading stopped, at most one read of the socket.
 */
final class Pause {

    private static final Logger LOGGER = LoggerFactory.getLogger(Pause.class);
    private static final AttributeKey<Pause> KEY = AttributeKey.valueOf("waypostPause");

    private final Channel channel;
    private final Deque<Runnable> kept = new ArrayDeque<>();
    private boolean active;

    private Pause(Channel channel) {
        this.channel = channel;
    }

    static Pause of(Channel channel) {
        Pause fresh = new Pause(channel);
        Pause known = channel.attr(KEY).setIfAbsent(fresh);
        return known == null ? fresh : known;
    }

    boolean isActive() {
        return active;
    }

    /** Keeps a line for the end of the pause. */
    void keep(Runnable line) {
        kept.add(line);
    }

    /** Pauses; then runs {@code end} and the kept lines, unless the connection is gone. */
    void begin(EventExecutor executor, Duration delay, Runnable end) {
        active = true;
        channel.config().setAutoRead(false);
        executor.schedule(() -> finish(end), delay.toMillis(), TimeUnit.MILLISECONDS)
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        LOGGER.warn("a delayed answer to {} failed", channel.remoteAddress(), done.cause());
                        channel.close().addListener(closed -> LOGGER.debug("closed {}", channel.remoteAddress()));
                    }
                });
    }

    private void finish(Runnable end) {
        active = false;
        if (!channel.isActive()) {
            kept.clear();
            return;
        }
        end.run();
        while (!active && !kept.isEmpty()) {
            kept.poll().run();
        }
        if (!active) {
            channel.config().setAutoRead(true);
        }
    }
}
