package org.waypost.protocols.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands lines to James' session handlers, one at a time: each as a copy on the heap, because those handlers forget to
 * release a line when they fail, and none while the client is made to wait by a {@link DelayedResponse}.
 */
public final class LineIntake {

    /** What handles a line, such as {@code super::channelRead}. */
    @FunctionalInterface
    public interface Reader {
        /** Handles the line, which needs no release. */
        void read(ChannelHandlerContext ctx, Object line) throws Exception;
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(LineIntake.class);

    private LineIntake() {}

    /** Takes a line; called from {@code channelRead}. */
    public static void take(ChannelHandlerContext ctx, Object msg, Reader reader) throws Exception {
        ByteBuf line;
        try {
            line = Unpooled.wrappedBuffer(ByteBufUtil.getBytes((ByteBuf) msg));
        } finally {
            ReferenceCountUtil.release(msg);
        }
        Pause pause = Pause.of(ctx.channel());
        if (pause.isActive()) {
            LOGGER.debug("{} sent more while it has to wait", ctx.channel().remoteAddress());
            pause.keep(() -> readLater(ctx, line, reader));
        } else {
            reader.read(ctx, line);
        }
    }

    private static void readLater(ChannelHandlerContext ctx, ByteBuf line, Reader reader) {
        try {
            reader.read(ctx, line);
        } catch (Exception e) {
            ctx.pipeline().fireExceptionCaught(e);
        }
    }
}
