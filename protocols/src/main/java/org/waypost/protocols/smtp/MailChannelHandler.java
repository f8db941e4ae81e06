package org.waypost.protocols.smtp;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import org.apache.james.protocols.api.Protocol;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.netty.CommandInjectionDetectedException;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.smtpserver.netty.SMTPChannelInboundHandler;
import org.apache.james.smtpserver.netty.SmtpMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.protocols.netty.LineIntake;
import org.waypost.protocols.netty.PausingTransport;

/** The session handler of one SMTP or LMTP connection. */
public final class MailChannelHandler extends SMTPChannelInboundHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(MailChannelHandler.class);
    private static final byte[] INJECTION =
            "421 4.7.0 Commands sent in clear after STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII);

    /**
     * Makes the handler.
     *
     * @param protocol whose sessions are {@link MailSession}s
     * @param encryption null when the listener has neither TLS nor STARTTLS
     */
    public MailChannelHandler(Protocol protocol, Encryption encryption, SmtpMetrics metrics) {
        super(protocol, encryption, false, metrics);
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
        if (root instanceof TooLongFrameException
                && session(ctx) instanceof MailSession session
                && session.takesMessage()) {
            MessageGuard.refuseForLongLine(session);
        } else if (root instanceof CommandInjectionDetectedException) {
            LOGGER.warn(
                    "closed {}: commands in clear after STARTTLS", ctx.channel().remoteAddress());
            boolean encrypted = ctx.pipeline().get(SslHandler.class) != null;
            ctx.writeAndFlush(encrypted ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(INJECTION))
                    .addListener(ChannelFutureListener.CLOSE);
        } else if (root instanceof SSLException || root instanceof IOException) {
            LOGGER.info("closed {}: {}", ctx.channel().remoteAddress(), root.toString());
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else {
            super.exceptionCaught(ctx, cause);
        }
    }

    private static Object session(ChannelHandlerContext ctx) {
        return ctx.channel().attr(SESSION_ATTRIBUTE_KEY).get();
    }
}
