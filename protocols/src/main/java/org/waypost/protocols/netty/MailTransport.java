package org.waypost.protocols.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.EventExecutor;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.protocols.netty.HandlerConstants;
import org.apache.james.protocols.netty.NettyProtocolTransport;

/**
 * A transport whose session may run on any thread: the switch to TLS happens in one step on the event loop. The SSL
 * handler is in place before the client is told to begin, so no byte of its handshake can be taken for a command, and
 * no byte in clear for an encrypted one.
 */
final class MailTransport extends NettyProtocolTransport {

    private final Channel channel;
    private final Encryption encryption;
    private final EventExecutor sessionExecutor;

    MailTransport(Channel channel, Encryption encryption, EventExecutor sessionExecutor) {
        super(channel, encryption, false);
        this.channel = channel;
        this.encryption = encryption;
        this.sessionExecutor = sessionExecutor;
    }

    @Override
    protected void writeToClient(byte[] bytes, ProtocolSession session, boolean startTls) {
        if (!startTls) {
            super.writeToClient(bytes, session, false);
            return;
        }
        TlsSwitch.PENDING.set(channel);
        channel.eventLoop().execute(() -> switchToTls(bytes));
    }

    private void switchToTls(byte[] goAhead) {
        // With startTls set, the handler lets the first write pass in clear and encrypts all others.
        SslHandler ssl = new SslHandler(encryption.sslHandler().engine(), true);
        channel.pipeline().addFirst(HandlerConstants.SSL_HANDLER, ssl);
        channel.writeAndFlush(Unpooled.wrappedBuffer(goAhead)).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        // What was read in clear is queued for the session before this task, what is decrypted comes behind it.
        sessionExecutor.execute(() -> TlsSwitch.DONE.set(channel));
    }
}
