package org.waypost.protocols.lmtp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Optional;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.lmtpserver.netty.LMTPMetricsImpl;
import org.apache.james.lmtpserver.netty.LMTPServer;
import org.apache.james.protocols.api.OidcSASLConfiguration;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolTransport;
import org.apache.james.protocols.lib.handler.HandlersPackage;
import org.apache.james.protocols.lmtp.LMTPConfiguration;
import org.apache.james.protocols.netty.ChannelHandlerFactory;
import org.apache.james.protocols.smtp.SMTPProtocol;
import org.apache.james.smtpserver.netty.SmtpMetrics;
import org.waypost.protocols.netty.FrontDoor;
import org.waypost.protocols.netty.LineFramer;
import org.waypost.protocols.netty.MailPipeline;
import org.waypost.protocols.smtp.AuthRules;
import org.waypost.protocols.smtp.ListenerRules;
import org.waypost.protocols.smtp.MailChannelHandler;
import org.waypost.protocols.smtp.MailSession;
import org.waypost.protocols.smtp.MessageLimits;

/** One {@code <lmtpserver>} block: James' server with our front door, pipeline, session and handlers. */
public final class LmtpListener extends LMTPServer {

    private static final String BUSY = "421 4.7.0 Too many connections, try again later";
    private static final String IDLE = "421 4.4.2 No command came in time";

    private final SmtpMetrics metrics;
    private FrontDoor door;
    private MessageLimits limits;
    private String greeting;
    private SMTPProtocol protocol;

    /** Makes a listener that is not yet configured. */
    public LmtpListener(LMTPMetricsImpl metrics) {
        super(metrics);
        this.metrics = metrics;
    }

    @Override
    public void doConfigure(HierarchicalConfiguration<ImmutableNode> configuration) throws ConfigurationException {
        // James would count connections by the balancer's address.
        connectionLimit = 0;
        connPerIP = 0;
        super.doConfigure(configuration);
        door = FrontDoor.from(configuration, "lmtp " + jmxName, BUSY);
        limits = MessageLimits.from(configuration);
        greeting = configuration.getString("lmtpGreeting", getHelloName() + " LMTP Waypost");
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
        return LmtpHandlers.class;
    }

    @Override
    public int getMaximumConcurrentConnections() {
        return door.limits().total();
    }

    /** What the handlers are told of this block. */
    private final class Rules extends LMTPConfiguration implements ListenerRules {

        Rules() {
            super("Waypost");
        }

        @Override
        public AuthRules auth() {
            return AuthRules.NONE;
        }

        @Override
        public MessageLimits limits() {
            return limits;
        }

        @Override
        public boolean verifyFromHeader() {
            return false;
        }

        @Override
        public boolean answersPerRecipient() {
            return true;
        }

        @Override
        public String getHelloName() {
            return LmtpListener.this.getHelloName();
        }

        @Override
        public String getGreeting() {
            return greeting;
        }

        @Override
        public long getMaxMessageSize() {
            return getMaximalMessageSize();
        }

        @Override
        public boolean useHeloEhloEnforcement() {
            // RFC 2033 §4.1: a client begins with LHLO.
            return true;
        }

        @Override
        public boolean useAddressBracketsEnforcement() {
            return true;
        }

        @Override
        public boolean isPlainAuthEnabled() {
            return false;
        }

        @Override
        public Optional<OidcSASLConfiguration> saslConfiguration() {
            return Optional.empty();
        }
    }
}
