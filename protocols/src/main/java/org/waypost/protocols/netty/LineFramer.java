package org.waypost.protocols.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.james.protocols.api.CommandDetectionSession;
import org.apache.james.protocols.netty.BasicChannelInboundHandler;
import org.apache.james.protocols.netty.CommandInjectionDetectedException;

/**
 * Cuts the stream into lines, keeps their ends, and refuses commands that were sent in clear after the command that
 * starts TLS (CVE-2021-38542, RFC 3207 §6).
 *
 * <p>A line that is too long is dropped up to its end and reported once, as {@code TooLongFrameException}, to the
 * session's handler. It must run on the same executor as that handler.
 */
public final class LineFramer extends LineBasedFrameDecoder {

    private final String startTls;

    /**
     * @param maxLineLength bytes, without the line's end
     * @param startTls the command that starts TLS, such as {@code STARTTLS} or {@code STLS}
     */
    public LineFramer(int maxLineLength, String startTls) {
        super(maxLineLength, false, false);
        this.startTls = startTls.toUpperCase(Locale.ROOT);
    }

    @Override
    protected Object decode(ChannelHandlerContext ctx, ByteBuf buffer) throws Exception {
        if (TlsSwitch.of(ctx.channel()) == TlsSwitch.PENDING && buffer.isReadable()) {
            buffer.skipBytes(buffer.readableBytes());
            throw new CommandInjectionDetectedException();
        }
        ByteBuf line = (ByteBuf) super.decode(ctx, buffer);
        if (line != null && buffer.isReadable() && inClear(ctx) && isStartTls(line)) {
            line.release();
            buffer.skipBytes(buffer.readableBytes());
            throw new CommandInjectionDetectedException();
        }
        return line;
    }

    private static boolean inClear(ChannelHandlerContext ctx) {
        if (ctx.pipeline().get(SslHandler.class) != null) {
            return false;
        }
        CommandDetectionSession session = ctx.channel()
                .attr(BasicChannelInboundHandler.SESSION_ATTRIBUTE_KEY)
                .get();
        return session == null || session.needsCommandInjectionDetection();
    }

    private boolean isStartTls(ByteBuf line) {
        int length = Math.min(line.readableBytes(), startTls.length() + 1);
        String start = line.toString(line.readerIndex(), length, StandardCharsets.US_ASCII);
        return start.trim().toUpperCase(Locale.ROOT).equals(startTls);
    }
}
