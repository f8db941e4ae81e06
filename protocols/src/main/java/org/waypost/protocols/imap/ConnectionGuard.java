package org.waypost.protocols.imap;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.james.imap.api.ImapSessionState;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imapserver.netty.NettyConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands last in the pipeline. It ends a connection that doesn't authenticate in time, however busy it looks, and one
 * whose command failed so badly that the client would wait for ever.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {

    private static final Logger LOGGER = LoggerFactory.getLogger(ConnectionGuard.class);

    private final Duration authenticateWithin;
    private ScheduledFuture<?> deadline;

    ConnectionGuard(Duration authenticateWithin) {
        this.authenticateWithin = authenticateWithin;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        deadline =
                ctx.executor().schedule(() -> endStranger(ctx), authenticateWithin.toMillis(), TimeUnit.MILLISECONDS);
        super.channelActive(ctx);
    }

    private void endStranger(ChannelHandlerContext ctx) {
        ImapSession session =
                ctx.channel().attr(NettyConstants.IMAP_SESSION_ATTRIBUTE_KEY).get();
        // RFC 9051 §5.4: the 30 minutes are for authenticated sessions.
        if (session == null || session.getState() == ImapSessionState.NON_AUTHENTICATED) {
            LOGGER.info("Closed {}: it didn't log in within {}", ctx.channel().remoteAddress(), authenticateWithin);
            end(ctx, "* BYE No log-in within " + authenticateWithin.toSeconds() + " seconds\r\n");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOGGER.warn("Closed {}: a command failed", ctx.channel().remoteAddress(), cause);
        end(ctx, "* BYE [UNAVAILABLE] The server can't go on with this session\r\n");
    }

    private static void end(ChannelHandlerContext ctx, String lastWords) {
        ctx.channel()
                .writeAndFlush(Unpooled.wrappedBuffer(lastWords.getBytes(StandardCharsets.US_ASCII)))
                .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        if (deadline != null) {
            deadline.cancel(false);
        }
        super.channelInactive(ctx);
    }
}
