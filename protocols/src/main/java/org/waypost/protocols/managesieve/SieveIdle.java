package org.waypost.protocols.managesieve;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.nio.charset.StandardCharsets;

/** Ends a session on which nothing happened for a time (RFC 5804 §1.2: BYE). */
final class SieveIdle extends IdleStateHandler {

    SieveIdle(int seconds) {
        super(0, 0, seconds);
    }

    @Override
    protected void channelIdle(ChannelHandlerContext ctx, IdleStateEvent event) {
        byte[] farewell = "BYE \"Nothing happened for too long\"\r\n".getBytes(StandardCharsets.US_ASCII);
        ctx.writeAndFlush(Unpooled.wrappedBuffer(farewell)).addListener(ChannelFutureListener.CLOSE);
    }
}
