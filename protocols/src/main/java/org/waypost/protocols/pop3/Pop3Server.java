package org.waypost.protocols.pop3;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.pop3server.netty.POP3Server;
import org.apache.james.protocols.api.Protocol;
import org.apache.james.protocols.lib.handler.HandlersPackage;
import org.apache.james.protocols.netty.AbstractChannelPipelineFactory;
import org.apache.james.protocols.netty.ChannelHandlerFactory;
import org.apache.james.protocols.pop3.POP3Protocol;
import org.waypost.protocols.netty.FrontDoor;
import org.waypost.protocols.netty.LineFramer;
import org.waypost.protocols.netty.MailPipeline;

/** One POP3 listener, by STLS or by implicit TLS, behind the {@link FrontDoor}. */
final class Pop3Server extends POP3Server {

    private static final String TIMED_OUT = "-ERR [SYS/TEMP] No command came in time";
    private static final String BUSY = "-ERR [SYS/TEMP] Too many connections, try again later";

    private FrontDoor door;
    private boolean tlsRequired;
    private Protocol protocol;

    @Override
    protected void doConfigure(HierarchicalConfiguration<ImmutableNode> server) throws ConfigurationException {
        door = FrontDoor.from(server, getServiceType(), BUSY);
        tlsRequired = server.getBoolean("auth.requireSSL", true);
        super.doConfigure(server);
    }

    @Override
    protected void preInit() throws Exception {
        super.preInit();
        protocol = new POP3Protocol(getProtocolHandlerChain(), new Pop3Rules(getHelloName(), tlsRequired));
    }

    @Override
    protected void configureBootstrap(ServerBootstrap bootstrap) {
        super.configureBootstrap(bootstrap);
        door.installOn(bootstrap);
    }

    @Override
    protected AbstractChannelPipelineFactory<SocketChannel> createPipelineFactory() {
        return new MailPipeline(
                this::getEncryption,
                getTimeout(),
                TIMED_OUT,
                getFrameHandlerFactory(),
                getExecutorGroup(),
                this::createCoreHandler);
    }

    @Override
    protected ChannelInboundHandlerAdapter createCoreHandler() {
        return new Pop3ChannelHandler(protocol, getEncryption());
    }

    @Override
    protected ChannelHandlerFactory createFrameHandlerFactory() {
        return pipeline -> new LineFramer(AbstractChannelPipelineFactory.MAX_LINE_LENGTH, "STLS");
    }

    @Override
    protected Class<? extends HandlersPackage> getCoreHandlersPackage() {
        return Pop3Handlers.class;
    }
}
