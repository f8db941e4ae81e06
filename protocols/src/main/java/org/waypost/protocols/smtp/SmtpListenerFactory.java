package org.waypost.protocols.smtp;

import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.lib.handler.ProtocolHandlerLoader;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.apache.james.smtpserver.netty.SMTPServer;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.waypost.protocols.netty.SafeDefaults;

/** Makes an {@link SmtpListener} of each block of smtpserver.xml, after filling in what is safe. */
public final class SmtpListenerFactory extends SMTPServerFactory {

    /** Made once by Guice. */
    @Inject
    public SmtpListenerFactory(
            DNSService dns, ProtocolHandlerLoader loader, FileSystem fileSystem, MetricFactory metrics) {
        super(dns, loader, fileSystem, metrics);
    }

    @Override
    protected SMTPServer createServer() {
        return new SmtpListener(smtpMetrics);
    }

    @Override
    protected List<AbstractConfigurableAsyncServer> createServers(HierarchicalConfiguration<ImmutableNode> config)
            throws Exception {
        List<AbstractConfigurableAsyncServer> listeners = new ArrayList<>();
        for (HierarchicalConfiguration<ImmutableNode> block : config.configurationsAt("smtpserver")) {
            fillIn(block);
            SMTPServer listener = createServer();
            listener.setDnsService(dns);
            listener.setProtocolHandlerLoader(loader);
            listener.setFileSystem(fileSystem);
            listener.configure(block);
            listeners.add(listener);
        }
        return listeners;
    }

    private static void fillIn(HierarchicalConfiguration<ImmutableNode> server) {
        SafeDefaults.tls(server);
        SafeDefaults.unlessSet(server, "auth.announce", "never");
        SafeDefaults.unlessSet(server, "auth.requireSSL", true);
        boolean offered = !server.getString("auth.announce").trim().equalsIgnoreCase("never");
        SafeDefaults.unlessSet(server, "verifyIdentity", offered);
    }
}
