package org.waypost.protocols.managesieve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.protocols.netty.HandlerConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: runs its session on the executor of the handler, and sends what the session says. */
final class SieveChannelHandler extends SimpleChannelInboundHandler<SieveCommand> {

    private static final Logger LOGGER = LoggerFactory.getLogger(SieveChannelHandler.class);

    private final Function<SieveSession.Connection, SieveSession> sessions;
    private final SieveIntake intake;
    private final Encryption encryption;
    private final Duration authenticateWithin;
    private SieveSession session;
    private ScheduledFuture<?> deadline;

    SieveChannelHandler(
            Function<SieveSession.Connection, SieveSession> sessions,
            SieveIntake intake,
            Encryption encryption,
            Duration authenticateWithin) {
        this.sessions = sessions;
        this.intake = intake;
        this.encryption = encryption;
        this.authenticateWithin = authenticateWithin;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        session = sessions.apply(new Wire(ctx));
        deadline =
                ctx.executor().schedule(() -> endStranger(ctx), authenticateWithin.toMillis(), TimeUnit.MILLISECONDS);
        send(ctx, session.greeting(), false);
        super.channelActive(ctx);
    }

    private void endStranger(ChannelHandlerContext ctx) {
        if (!session.isAuthenticated()) {
            send(ctx, Reply.bye("No log-in within " + authenticateWithin.toSeconds() + " seconds"), false);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, SieveCommand command) {
        Reply reply = session.answer(command);
        if (reply.delay().isZero()) {
            send(ctx, reply, true);
        } else {
            // The next command waits meanwhile, and no thread does.
            ScheduledFuture<?> later = ctx.executor()
                    .schedule(() -> send(ctx, reply, true), reply.delay().toMillis(), TimeUnit.MILLISECONDS);
            ctx.channel().closeFuture().addListener(closed -> later.cancel(false));
        }
    }

    private void send(ChannelHandlerContext ctx, Reply reply, boolean answersCommand) {
        ByteBuf text = Unpooled.wrappedBuffer(reply.text().getBytes(StandardCharsets.UTF_8));
        switch (reply.then()) {
            case CLOSE -> ctx.writeAndFlush(text).addListener(ChannelFutureListener.CLOSE);
            case TLS -> ctx.channel().eventLoop().execute(() -> switchToTls(ctx, text));
            case NEXT_COMMAND -> {
                ctx.writeAndFlush(text).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
                if (answersCommand) {
                    intake.next(session.isAuthenticated());
                }
            }
        }
    }

    private void switchToTls(ChannelHandlerContext ctx, ByteBuf goAhead) {
        // With startTls set, the handler lets the first write pass in clear and encrypts all others.
        SslHandler ssl = new SslHandler(encryption.sslHandler().engine(), true);
        ctx.pipeline().addFirst(HandlerConstants.SSL_HANDLER, ssl);
        ctx.channel().writeAndFlush(goAhead).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        // RFC 5804 §2.2: after TLS is on the server sends its capabilities again, unasked.
        ctx.executor().execute(() -> send(ctx, session.greeting(), true));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        if (deadline != null) {
            deadline.cancel(false);
        }
        super.channelInactive(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Throwable root = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        if (root instanceof SSLException || root instanceof IOException) {
            LOGGER.info("ManageSieve closed {}: {}", ctx.channel().remoteAddress(), root.toString());
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else {
            LOGGER.error(
                    "ManageSieve closed {}: a command failed", ctx.channel().remoteAddress(), cause);
            send(ctx, Reply.bye("The server can't go on with this session"), false);
        }
    }

    private final class Wire implements SieveSession.Connection {

        private final ChannelHandlerContext ctx;

        private Wire(ChannelHandlerContext ctx) {
            this.ctx = ctx;
        }

        @Override
        public boolean isSecure() {
            return ctx.pipeline().get(SslHandler.class) != null;
        }

        @Override
        public boolean offersStartTls() {
            return encryption != null && encryption.supportsEncryption() && encryption.isStartTLS();
        }

        @Override
        public InetAddress client() {
            return ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress();
        }
    }
}
