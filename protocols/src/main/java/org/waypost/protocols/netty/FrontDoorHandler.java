package org.waypost.protocols.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.protocols.proxy.ProxySignature;

/**
 * One connection at the {@link FrontDoor}. It withholds {@code channelActive} from the handlers behind it until the
 * client is known and admitted, and swallows everything of a connection that is not.
 */
final class FrontDoorHandler extends ChannelInboundHandlerAdapter {

    private enum Stage {
        /** Waiting for a balancer's header. */
        HEADER,
        /** Admitted; the first bytes must not be a header. */
        WATCH,
        /** Refused; nothing goes on. */
        REFUSED
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(FrontDoorHandler.class);
    private static final String DECODER = "proxyHeader";

    private final FrontDoor door;
    private final ProxySignature signature = new ProxySignature();
    private Stage stage = Stage.HEADER;
    private ByteBuf early = Unpooled.EMPTY_BUFFER;
    private ScheduledFuture<?> deadline;

    FrontDoorHandler(FrontDoor door) {
        this.door = door;
    }

    @Override
    public void channelRegistered(ChannelHandlerContext ctx) {
        // A listener with implicit TLS has put its SSL handler first, but the PROXY header comes before TLS
        // (proxy-protocol.txt §2).
        ctx.pipeline().remove(this);
        ctx.pipeline().addFirst(FrontDoor.NAME, this);
        ctx.pipeline().context(this).fireChannelRegistered();
    }

    @Override
    public boolean isSharable() {
        // Needed to be added a second time, by the same connection only.
        return true;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (!door.limits().enter()) {
            refuseBusy(ctx, "connectionLimit");
            return;
        }
        ctx.channel().closeFuture().addListener(closed -> door.limits().leave());
        if (door.proxy().trusts(channel(ctx).peerAddress().getAddress())) {
            long millis = door.proxy().headerTimeout().toMillis();
            deadline = ctx.executor().schedule(() -> headerMissing(ctx), millis, TimeUnit.MILLISECONDS);
        } else {
            admit(ctx);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
        switch (stage) {
            case HEADER -> {
                if (msg instanceof HAProxyMessage header) {
                    headerRead(ctx, header);
                } else {
                    headerBytes(ctx, (ByteBuf) msg);
                }
            }
            case WATCH -> watch(ctx, (ByteBuf) msg);
            case REFUSED -> ReferenceCountUtil.release(msg);
        }
    }

    private void headerBytes(ChannelHandlerContext ctx, ByteBuf bytes) {
        ProxySignature.Match match = signature.feed(bytes);
        early = Unpooled.wrappedBuffer(early, bytes);
        switch (match) {
            case PARTIAL -> LOGGER.trace("{}: waiting for the rest of a PROXY header", door.service());
            case FULL -> {
                ctx.pipeline().addFirst(DECODER, new HAProxyMessageDecoder());
                ctx.pipeline().fireChannelRead(takeEarly());
            }
            case NONE -> {
                if (door.proxy().required()) {
                    refuse(ctx, "it is a trusted balancer but sent no PROXY header");
                } else {
                    admitPlain(ctx);
                }
            }
        }
    }

    private void headerRead(ChannelHandlerContext ctx, HAProxyMessage header) throws UnknownHostException {
        try {
            // proxy-protocol.txt §2.1, §2.2: LOCAL and UNKNOWN carry no client, the connection is the balancer's own.
            boolean own = header.command() == HAProxyCommand.LOCAL
                    || header.proxiedProtocol() == HAProxyProxiedProtocol.UNKNOWN;
            boolean tcp = header.proxiedProtocol() == HAProxyProxiedProtocol.TCP4
                    || header.proxiedProtocol() == HAProxyProxiedProtocol.TCP6;
            if (!own && !tcp) {
                refuse(ctx, "its PROXY header names no TCP client but " + header.proxiedProtocol());
                return;
            }
            if (!own) {
                byte[] source = NetUtil.createByteArrayFromIpAddressString(header.sourceAddress());
                channel(ctx).setClient(InetAddress.getByAddress(source), header.sourcePort());
            }
        } finally {
            header.release();
        }
        admit(ctx);
        if (stage == Stage.WATCH) {
            // Only one header may come; what follows is the client's and may be anything.
            ctx.pipeline().remove(this);
        }
    }

    private void headerMissing(ChannelHandlerContext ctx) {
        if (stage != Stage.HEADER) {
            return;
        }
        if (door.proxy().required() || ctx.pipeline().get(DECODER) != null) {
            refuse(ctx, "no complete PROXY header came within " + door.proxy().headerTimeout());
        } else {
            admitPlain(ctx);
        }
    }

    private void admitPlain(ChannelHandlerContext ctx) {
        admit(ctx);
        ByteBuf bytes = takeEarly();
        if (stage == Stage.WATCH && bytes.isReadable()) {
            ctx.fireChannelRead(bytes);
            ctx.fireChannelReadComplete();
        } else {
            bytes.release();
        }
        if (stage == Stage.WATCH) {
            ctx.pipeline().remove(this);
        }
    }

    private void admit(ChannelHandlerContext ctx) {
        cancelDeadline();
        InetAddress client = channel(ctx).remoteAddress().getAddress();
        if (!door.limits().enter(client)) {
            refuseBusy(ctx, "connectionLimitPerIP");
            return;
        }
        ctx.channel().closeFuture().addListener(closed -> door.limits().leave(client));
        stage = Stage.WATCH;
        ctx.fireChannelActive();
    }

    private void watch(ChannelHandlerContext ctx, ByteBuf bytes) {
        ProxySignature.Match match = signature.feed(bytes);
        if (match == ProxySignature.Match.FULL) {
            bytes.release();
            LOGGER.warn(
                    "{}: closed {}: it sent a PROXY header but is not in proxyProtocol.trusted",
                    door.service(),
                    channel(ctx).peerAddress());
            close(ctx);
            return;
        }
        ctx.fireChannelRead(bytes);
        if (match == ProxySignature.Match.NONE) {
            ctx.pipeline().remove(this);
        }
    }

    private void refuseBusy(ChannelHandlerContext ctx, String limit) {
        LOGGER.warn(
                "{}: refused {}: {} is reached", door.service(), ctx.channel().remoteAddress(), limit);
        stage = Stage.REFUSED;
        boolean tlsFirst = ctx.pipeline().get(SslHandler.class) != null;
        ctx.writeAndFlush(tlsFirst ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(door.busy()))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void refuse(ChannelHandlerContext ctx, String reason) {
        LOGGER.warn("{}: closed {}: {}", door.service(), channel(ctx).peerAddress(), reason);
        cancelDeadline();
        stage = Stage.REFUSED;
        takeEarly().release();
        close(ctx);
    }

    private static void close(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (stage == Stage.WATCH) {
            ctx.fireExceptionCaught(cause);
        } else if (cause instanceof HAProxyProtocolException) {
            refuse(ctx, "malformed PROXY header: " + cause.getMessage());
        } else {
            refuse(ctx, "failed before its session began: " + cause);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (stage == Stage.WATCH) {
            ctx.fireChannelReadComplete();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (stage == Stage.WATCH) {
            ctx.fireChannelInactive();
            return;
        }
        cancelDeadline();
        stage = Stage.REFUSED;
        takeEarly().release();
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private ByteBuf takeEarly() {
        ByteBuf taken = early;
        early = Unpooled.EMPTY_BUFFER;
        return taken;
    }

    private static ClientSocketChannel channel(ChannelHandlerContext ctx) {
        return (ClientSocketChannel) ctx.channel();
    }
}
