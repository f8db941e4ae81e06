package org.waypost.protocols.lmtp;

import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.lmtpserver.netty.LMTPServer;
import org.apache.james.lmtpserver.netty.LMTPServerFactory;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.lib.handler.ProtocolHandlerLoader;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.apache.james.util.Size;
import org.waypost.protocols.netty.SafeDefaults;

/** Makes an {@link LmtpListener} of each block of lmtpserver.xml, after filling in what is safe. */
public final class LmtpListenerFactory extends LMTPServerFactory {

    private static final String SIZE = "maxmessagesize";
    private static final long KIBIBYTE = 1024;

    private final ProtocolHandlerLoader loader;
    private final FileSystem fileSystem;

    /** Made once by Guice. */
    @Inject
    public LmtpListenerFactory(ProtocolHandlerLoader loader, FileSystem fileSystem, MetricFactory metrics) {
        super(loader, fileSystem, metrics);
        this.loader = loader;
        this.fileSystem = fileSystem;
    }

    @Override
    protected LMTPServer createServer() {
        return new LmtpListener(lmtpMetrics);
    }

    @Override
    protected List<AbstractConfigurableAsyncServer> createServers(HierarchicalConfiguration<ImmutableNode> config)
            throws Exception {
        List<AbstractConfigurableAsyncServer> listeners = new ArrayList<>();
        for (HierarchicalConfiguration<ImmutableNode> block : config.configurationsAt("lmtpserver")) {
            fillIn(block);
            LMTPServer listener = createServer();
            listener.setFileSystem(fileSystem);
            listener.setProtocolHandlerLoader(loader);
            listener.configure(block);
            listeners.add(listener);
        }
        return listeners;
    }

    private static void fillIn(HierarchicalConfiguration<ImmutableNode> server) throws ConfigurationException {
        SafeDefaults.tls(server);
        // RFC 2033 §1: LMTP is not for the open network; nobody authenticates.
        SafeDefaults.unlessSet(server, "bind", "127.0.0.1:24");
        String size = server.getString(SIZE, "0");
        try {
            // Stock LMTP knows kibibytes only, stock SMTP units too.
            server.setProperty(SIZE, Size.parse(size, Size.Unit.K).asBytes() / KIBIBYTE);
        } catch (RuntimeException e) {
            throw new ConfigurationException(
                    SIZE + ": '" + size + "'; expected a size such as '50M' or 0 for no limit", e);
        }
    }
}
