package org.waypost.protocols.imap;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.time.Duration;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.decode.ImapDecoder;
import org.apache.james.imap.encode.ImapEncoder;
import org.apache.james.imapserver.netty.IMAPServer;
import org.apache.james.imapserver.netty.ImapIdleStateHandler;
import org.apache.james.imapserver.netty.ImapMetrics;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.protocols.netty.AbstractChannelPipelineFactory;
import org.apache.james.protocols.netty.Encryption;
import org.waypost.protocols.netty.FrontDoor;

/** One IMAP listener, by STARTTLS or by implicit TLS, behind the {@link FrontDoor}. */
final class ImapServer extends IMAPServer {

    private static final String GUARD = "connectionGuard";
    private static final int DEFAULT_AUTHENTICATE_WITHIN = 120;

    private final CommandParser parser;
    private final StatusResponseFactory responses;
    private CommandLimits limits;
    private FrontDoor door;
    private Duration authenticateWithin;
    private int idleSeconds;

    ImapServer(
            ImapDecoder decoder,
            ImapEncoder encoder,
            ImapProcessor processor,
            ImapMetrics metrics,
            GaugeRegistry gauges,
            StatusResponseFactory responses) {
        super(decoder, new CleanEncoder(encoder), new InFlight(processor), metrics, gauges);
        this.parser = new CommandParser(decoder, responses);
        this.responses = responses;
    }

    @Override
    public void doConfigure(HierarchicalConfiguration<ImmutableNode> server) throws ConfigurationException {
        limits = CommandLimits.from(server);
        door = FrontDoor.from(server, getServiceType(), "* BYE [UNAVAILABLE] Too many connections, try again later");
        authenticateWithin = Duration.ofSeconds(authenticationTimeout(server));
        // RFC 9051 §5.4: at least 30 minutes; James refuses less.
        idleSeconds = server.getInt("timeout", DEFAULT_TIMEOUT);
        // James reads the limits again, for APPENDLIMIT.
        server.setProperty("literalSizeLimit", Integer.toString(limits.message()));
        super.doConfigure(server);
    }

    private static int authenticationTimeout(HierarchicalConfiguration<ImmutableNode> server)
            throws ConfigurationException {
        int seconds = server.getInt("authenticationTimeout", DEFAULT_AUTHENTICATE_WITHIN);
        if (seconds < 1) {
            throw new ConfigurationException(
                    "authenticationTimeout: '" + seconds + "'; expected seconds, a whole number from 1");
        }
        return seconds;
    }

    @Override
    protected void configureBootstrap(ServerBootstrap bootstrap) {
        super.configureBootstrap(bootstrap);
        door.installOn(bootstrap);
    }

    @Override
    protected AbstractChannelPipelineFactory<SocketChannel> createPipelineFactory() {
        return new AbstractChannelPipelineFactory<>(getFrameHandlerFactory(), getExecutorGroup()) {
            @Override
            protected ChannelInboundHandlerAdapter createHandler() {
                return createCoreHandler();
            }

            @Override
            protected void initChannel(SocketChannel channel) {
                fill(channel);
            }
        };
    }

    private void fill(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        Encryption encryption = getEncryption();
        if (encryption != null && !encryption.isStartTLS()) {
            pipeline.addLast(SSL_HANDLER, encryption.sslHandler());
        }
        pipeline.addLast(TIMEOUT_HANDLER, new ImapIdleStateHandler(idleSeconds));
        pipeline.addLast(CHUNK_WRITE_HANDLER, new ChunkedWriteHandler());
        pipeline.addLast(REQUEST_DECODER, new CommandAssembler(parser, responses, limits));
        pipeline.addLast(CORE_HANDLER, createCoreHandler());
        pipeline.addLast(GUARD, new ConnectionGuard(authenticateWithin));
    }
}
