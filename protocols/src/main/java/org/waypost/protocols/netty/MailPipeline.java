package org.waypost.protocols.netty;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.function.Supplier;
import org.apache.james.protocols.netty.AbstractChannelPipelineFactory;
import org.apache.james.protocols.netty.ChannelHandlerFactory;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.protocols.netty.HandlerConstants;

/**
 * The handlers of one connection to a line protocol. Lines are cut and sessions run on the executor group, both on the
 * same thread of it, so that a slow look-up or store never stops the event loop, which serves many other clients
 * (JAMES-4023). The {@link FrontDoor} stands before all of them.
 */
@ChannelHandler.Sharable
public final class MailPipeline extends AbstractChannelPipelineFactory<SocketChannel> {

    private final Supplier<Encryption> encryption;
    private final int idleSeconds;
    private final String farewell;
    private final ChannelHandlerFactory framers;
    private final EventExecutorGroup executors;
    private final Supplier<ChannelInboundHandlerAdapter> sessions;

    /**
     * @param encryption asked for each connection, so that a reloaded certificate counts at once; may supply null
     * @param idleSeconds how long a client may send no whole line
     * @param farewell what an idle client is told, without line end
     * @param sessions makes the handler of one connection's session
     */
    public MailPipeline(
            Supplier<Encryption> encryption,
            int idleSeconds,
            String farewell,
            ChannelHandlerFactory framers,
            EventExecutorGroup executors,
            Supplier<ChannelInboundHandlerAdapter> sessions) {
        super(framers, executors);
        this.encryption = encryption;
        this.idleSeconds = idleSeconds;
        this.farewell = farewell;
        this.framers = framers;
        this.executors = executors;
        this.sessions = sessions;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        Encryption tls = encryption.get();
        if (tls != null && tls.supportsEncryption() && !tls.isStartTLS()) {
            pipeline.addLast(HandlerConstants.SSL_HANDLER, tls.sslHandler());
        }
        pipeline.addLast(HandlerConstants.CHUNK_HANDLER, new ChunkedWriteHandler());
        pipeline.addLast(executors, HandlerConstants.FRAMER, framers.create(pipeline));
        pipeline.addLast(executors, HandlerConstants.TIMEOUT_HANDLER, new IdleTimeout(idleSeconds, farewell));
        pipeline.addLast(executors, HandlerConstants.CORE_HANDLER, createHandler());
    }

    @Override
    protected ChannelInboundHandlerAdapter createHandler() {
        return sessions.get();
    }
}
