package org.waypost.protocols.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.nio.AbstractNioChannel.NioUnsafe;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/**
 * A connection whose remote address is the client's, also when a balancer stands between: everything that asks the
 * channel (session, relay decision, limits, logs, trace headers) sees the same address.
 */
public final class ClientSocketChannel extends NioSocketChannel {

    private volatile InetSocketAddress client;

    ClientSocketChannel(Channel listener, SocketChannel socket) {
        super(listener, socket);
    }

    /**
     * The client's address: the one that a trusted balancer named, else the peer's. Its host name is the address in
     * digits, so that James' log context, hooks and trace headers, which ask for the name, never wait for a reverse
     * look-up.
     */
    @Override
    public InetSocketAddress remoteAddress() {
        InetSocketAddress known = client;
        if (known == null) {
            InetSocketAddress peer = super.remoteAddress();
            if (peer == null) {
                return null;
            }
            known = withoutName(peer.getAddress(), peer.getPort());
            client = known;
        }
        return known;
    }

    /** The other end of the TCP connection: the balancer when there is one. */
    public InetSocketAddress peerAddress() {
        return super.remoteAddress();
    }

    void setClient(InetAddress address, int port) {
        this.client = withoutName(address, port);
    }

    private static InetSocketAddress withoutName(InetAddress address, int port) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(address.getHostAddress(), address.getAddress()), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of impossible length", e);
        }
    }

    /**
     * Stands in the listening channel's pipeline and turns each accepted connection into a {@link
     * ClientSocketChannel}. James' servers fix the channel class before they offer a hook, so it is changed here.
     */
    static final class Acceptor extends ChannelInboundHandlerAdapter {

        private final Consumer<ClientSocketChannel> greeter;

        Acceptor(Consumer<ClientSocketChannel> greeter) {
            this.greeter = greeter;
        }

        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object accepted) {
            // The stock channel was never registered: dropping it leaves the socket with its new owner.
            SocketChannel socket = (SocketChannel) ((NioUnsafe) ((NioSocketChannel) accepted).unsafe()).ch();
            ClientSocketChannel channel = new ClientSocketChannel(ctx.channel(), socket);
            greeter.accept(channel);
            ctx.fireChannelRead(channel);
        }
    }
}
