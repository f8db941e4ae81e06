package org.waypost.protocols.smtp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolTransport;
import org.apache.james.protocols.lib.handler.HandlersPackage;
import org.apache.james.protocols.netty.ChannelHandlerFactory;
import org.apache.james.protocols.smtp.SMTPProtocol;
import org.apache.james.smtpserver.netty.SMTPServer;
import org.apache.james.smtpserver.netty.SmtpMetrics;
import org.waypost.protocols.netty.FrontDoor;
import org.waypost.protocols.netty.LineFramer;
import org.waypost.protocols.netty.MailPipeline;

/** One {@code <smtpserver>} block: James' server with our front door, pipeline, session and handlers. */
public final class SmtpListener extends SMTPServer {

    private static final String BUSY = "421 4.7.0 Too many connections, try again later";
    private static final String IDLE = "421 4.4.2 No command came in time";

    private final SmtpMetrics metrics;
    private FrontDoor door;
    private AuthRules auth;
    private MessageLimits limits;
    private boolean verifyFromHeader;
    private SMTPProtocol protocol;

    /** Makes a listener that is not yet configured. */
    public SmtpListener(SmtpMetrics metrics) {
        super(metrics);
        this.metrics = metrics;
    }

    @Override
    public void doConfigure(HierarchicalConfiguration<ImmutableNode> configuration) throws ConfigurationException {
        // James would count connections by the balancer's address.
        connectionLimit = 0;
        connPerIP = 0;
        super.doConfigure(configuration);
        door = FrontDoor.from(configuration, "smtp " + jmxName, BUSY);
        limits = MessageLimits.from(configuration);
        auth = AuthRules.from(configuration, getAuthRequired() != AuthenticationAnnounceMode.NEVER);
        verifyFromHeader = configuration.getBoolean("verifyFromHeader", auth.offered());
    }

    @Override
    protected void preInit() throws Exception {
        super.preInit();
        Rules rules = new Rules();
        protocol = new SMTPProtocol(getProtocolHandlerChain(), rules) {
            @Override
            public ProtocolSession newSession(ProtocolTransport transport) {
                return new MailSession(rules, transport);
            }
        };
    }

    @Override
    protected void configureBootstrap(ServerBootstrap bootstrap) {
        super.configureBootstrap(bootstrap);
        door.installOn(bootstrap);
    }

    @Override
    protected ChannelHandlerFactory createFrameHandlerFactory() {
        return pipeline -> new LineFramer(limits.lineLength(), "STARTTLS");
    }

    @Override
    protected ChannelInboundHandlerAdapter createCoreHandler() {
        return new MailChannelHandler(protocol, getEncryption(), metrics);
    }

    @Override
    protected MailPipeline createPipelineFactory() {
        return new MailPipeline(
                this::getEncryption,
                getTimeout(),
                IDLE,
                getFrameHandlerFactory(),
                getExecutorGroup(),
                this::createCoreHandler);
    }

    @Override
    protected Class<? extends HandlersPackage> getCoreHandlersPackage() {
        return SmtpHandlers.class;
    }

    @Override
    public int getMaximumConcurrentConnections() {
        return door.limits().total();
    }

    /** What the handlers are told of this block. James' own type is kept, because its sessions look for it. */
    private final class Rules extends SMTPHandlerConfigurationDataImpl implements ListenerRules {

        @Override
        public AuthRules auth() {
            return auth;
        }

        @Override
        public MessageLimits limits() {
            return limits;
        }

        @Override
        public boolean verifyFromHeader() {
            return verifyFromHeader;
        }

        @Override
        public boolean answersPerRecipient() {
            return false;
        }

        @Override
        public String getSoftwareName() {
            return "Waypost";
        }

        @Override
        public String getGreeting() {
            String configured = super.getGreeting();
            // RFC 5321 §4.2: the greeting begins with the server's name.
            return configured == null ? getHelloName() + " ESMTP Waypost" : configured;
        }
    }
}
