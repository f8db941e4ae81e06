package org.waypost.protocols.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a session that sent no whole line for a time (RFC 5321 §4.5.3.2.7: at least five minutes), with a word to the
 * client. Stock James waits for the second of Netty's idle events, that is twice the time.
 */
final class IdleTimeout extends IdleStateHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(IdleTimeout.class);

    private final byte[] farewell;

    IdleTimeout(int seconds, String farewell) {
        super(seconds, 0, 0);
        this.farewell = (farewell + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    protected void channelIdle(ChannelHandlerContext ctx, IdleStateEvent event) {
        if (event.state() == IdleState.READER_IDLE && event.isFirst()) {
            LOGGER.info("closed {}: no command came in time", ctx.channel().remoteAddress());
            ctx.writeAndFlush(Unpooled.wrappedBuffer(farewell)).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
