package org.waypost.protocols.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * Refuses a request whose content is too large: at once with 413 when it says so (RFC 9110 §15.5.14), else by closing the connection at
 * the byte that is too many. What is no HTTP any more (WebSocket frames) passes.
 */
final class BodyLimit extends ChannelInboundHandlerAdapter {
    private static final long LINGER_SECONDS = 2;

    private final ToLongFunction<HttpRequest> limits;
    private long room;
    private boolean refused;

    BodyLimit(ToLongFunction<HttpRequest> limits) {
        this.limits = limits;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            room = limits.applyAsLong(request);
            if (HttpUtil.getContentLength(request, 0L) > room) {
                refuse(context, message);
                return;
            }
        }
        if (message instanceof HttpContent content) {
            room -= content.content().readableBytes();
            if (room < 0) {
                refused = true;
                ReferenceCountUtil.release(message);
                var unused = context.close();
                return;
            }
        }
        context.fireChannelRead(message);
    }

    private void refuse(ChannelHandlerContext context, Object message) {
        refused = true;
        ReferenceCountUtil.release(message);
        DefaultFullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                Unpooled.copiedBuffer("The request is larger than this server takes.\n", StandardCharsets.US_ASCII));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        // RFC 9112 §9.6: closing at once could reset the connection before the client has read the answer, so what it
        // still sends is dropped
        // for a moment.
        context.writeAndFlush(answer).addListener(sent -> {
            Runnable close = () -> {
                var unused = context.close();
            };
            var unusedTimer = context.executor().schedule(close, LINGER_SECONDS, TimeUnit.SECONDS);
        });
    }
}
