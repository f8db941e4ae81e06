package org.waypost.protocols.pop3;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.apache.james.protocols.api.Protocol;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.netty.BasicChannelInboundHandler;
import org.apache.james.protocols.netty.CommandInjectionDetectedException;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.protocols.netty.ProtocolMDCContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.protocols.netty.LineIntake;
import org.waypost.protocols.netty.PausingTransport;

/** The session handler of one POP3 connection. */
final class Pop3ChannelHandler extends BasicChannelInboundHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(Pop3ChannelHandler.class);

    Pop3ChannelHandler(Protocol protocol, Encryption encryption) {
        super(new ProtocolMDCContextFactory.Standard(), protocol, encryption, false);
    }

    @Override
    protected ProtocolSession createSession(ChannelHandlerContext ctx) {
        return protocol.newSession(PausingTransport.of(ctx, secure));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
        LineIntake.take(ctx, msg, super::channelRead);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        Throwable root = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        if (root instanceof CommandInjectionDetectedException) {
            LOGGER.warn("Closed {}: commands in clear after STLS", ctx.channel().remoteAddress());
        } else if (root instanceof SSLException || root instanceof IOException) {
            LOGGER.info("Closed {}: {}", ctx.channel().remoteAddress(), root.toString());
        } else {
            super.exceptionCaught(ctx, cause);
            return;
        }
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
}
