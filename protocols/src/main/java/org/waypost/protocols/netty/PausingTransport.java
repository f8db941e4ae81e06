package org.waypost.protocols.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolTransport;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.netty.Encryption;

/** The transport of our sessions: {@link MailTransport}, and a {@link DelayedResponse} is held back for its time. */
public final class PausingTransport implements ProtocolTransport {

    private final MailTransport transport;
    private final Channel channel;
    private final EventExecutor executor;

    private PausingTransport(Channel channel, Encryption encryption, EventExecutor executor) {
        this.transport = new MailTransport(channel, encryption, executor);
        this.channel = channel;
        this.executor = executor;
    }

    /**
     * The transport for the session of this handler.
     *
     * @param session the context of the session's handler, whose executor runs the session
     * @param encryption null when the listener has neither TLS nor STARTTLS
     */
    public static PausingTransport of(ChannelHandlerContext session, Encryption encryption) {
        return new PausingTransport(session.channel(), encryption, session.executor());
    }

    @Override
    public void writeResponse(Response response, ProtocolSession session) {
        if (response instanceof DelayedResponse delayed) {
            Pause.of(channel)
                    .begin(executor, delayed.delay(), () -> transport.writeResponse(delayed.answer(), session));
        } else {
            transport.writeResponse(response, session);
        }
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return transport.getRemoteAddress();
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return transport.getLocalAddress();
    }

    @Override
    public String getId() {
        return transport.getId();
    }

    @Override
    public boolean isTLSStarted() {
        return transport.isTLSStarted();
    }

    @Override
    public boolean isStartTLSSupported() {
        return transport.isStartTLSSupported();
    }

    @Override
    public Optional<SSLSession> getSSLSession() {
        return transport.getSSLSession();
    }

    @Override
    public boolean isProxyRequired() {
        return false;
    }

    @Override
    public void popLineHandler() {
        transport.popLineHandler();
    }

    @Override
    public void pushLineHandler(LineHandler<? extends ProtocolSession> handler, ProtocolSession session) {
        transport.pushLineHandler(handler, session);
    }

    @Override
    public void setReadable(boolean readable) {
        transport.setReadable(readable);
    }

    @Override
    public boolean isReadable() {
        return transport.isReadable();
    }
}
