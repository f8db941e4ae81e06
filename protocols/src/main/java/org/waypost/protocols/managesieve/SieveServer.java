package org.waypost.protocols.managesieve;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.function.BiFunction;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.apache.james.protocols.netty.AbstractChannelPipelineFactory;
import org.apache.james.protocols.netty.ChannelHandlerFactory;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.protocols.netty.HandlerConstants;
import org.waypost.protocols.netty.FrontDoor;

/** One ManageSieve listener, by STARTTLS or by implicit TLS, behind the {@link FrontDoor}. */
final class SieveServer extends AbstractConfigurableAsyncServer implements SieveServerMBean {

    private static final int PORT = 4190;
    private static final int DEFAULT_AUTHENTICATE_WITHIN = 120;
    private static final String INTAKE = "intake";
    private static final String BUSY = "BYE (TRYLATER) \"Too many connections\"";

    private final BiFunction<Boolean, SieveSession.Connection, SieveSession> sessions;
    private FrontDoor door;
    private SieveLimits limits;
    private boolean tlsRequired;
    private Duration authenticateWithin;

    /** @param sessions makes a session; its first argument says whether passwords are refused in clear */
    SieveServer(BiFunction<Boolean, SieveSession.Connection, SieveSession> sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doConfigure(HierarchicalConfiguration<ImmutableNode> server) throws ConfigurationException {
        super.doConfigure(server);
        door = FrontDoor.from(server, getServiceType(), BUSY);
        limits = SieveLimits.from(server);
        tlsRequired = server.getBoolean("auth.requireSSL", true);
        int seconds = server.getInt("authenticationTimeout", DEFAULT_AUTHENTICATE_WITHIN);
        if (seconds < 1) {
            throw new ConfigurationException(
                    "authenticationTimeout: '" + seconds + "'; expected seconds, a whole number from 1");
        }
        authenticateWithin = Duration.ofSeconds(seconds);
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
                fill(channel.pipeline());
            }
        };
    }

    private void fill(ChannelPipeline pipeline) {
        Encryption encryption = getEncryption();
        if (encryption != null && !encryption.isStartTLS()) {
            pipeline.addLast(HandlerConstants.SSL_HANDLER, encryption.sslHandler());
        }
        SieveIntake intake = new SieveIntake(limits, encryption != null && encryption.isStartTLS());
        pipeline.addLast(HandlerConstants.TIMEOUT_HANDLER, new SieveIdle(getTimeout()));
        pipeline.addLast(INTAKE, intake);
        pipeline.addLast(
                getExecutorGroup(),
                HandlerConstants.CORE_HANDLER,
                new SieveChannelHandler(
                        connection -> sessions.apply(tlsRequired, connection), intake, encryption, authenticateWithin));
    }

    @Override
    protected ChannelInboundHandlerAdapter createCoreHandler() {
        throw new UnsupportedOperationException("each connection's handler needs its intake");
    }

    @Override
    protected ChannelHandlerFactory createFrameHandlerFactory() {
        return pipeline -> new SieveIntake(limits, false);
    }

    @Override
    protected int getDefaultPort() {
        return PORT;
    }

    @Override
    public String getServiceType() {
        return "ManageSieve Service";
    }

    @Override
    protected String getDefaultJMXName() {
        return "managesieveserver";
    }
}
