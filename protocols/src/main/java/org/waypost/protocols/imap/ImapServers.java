package org.waypost.protocols.imap;

import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import javax.inject.Provider;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.decode.ImapDecoder;
import org.apache.james.imap.encode.ImapEncoder;
import org.apache.james.imapserver.netty.IMAPServer;
import org.apache.james.imapserver.netty.IMAPServerFactory;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.waypost.protocols.netty.SafeDefaults;

/** Makes the listeners of {@code imapserver.xml}. */
final class ImapServers extends IMAPServerFactory {

    private final StatusResponseFactory responses;

    @Inject
    ImapServers(
            FileSystem files,
            Provider<ImapDecoder> decoder,
            Provider<ImapEncoder> encoder,
            Provider<ImapProcessor> processor,
            MetricFactory metrics,
            GaugeRegistry gauges,
            StatusResponseFactory responses) {
        super(files, decoder, encoder, processor, metrics, gauges);
        this.responses = responses;
    }

    @Override
    protected IMAPServer createServer() {
        return new ImapServer(decoder.get(), encoder.get(), processor.get(), imapMetrics, gaugeRegistry, responses);
    }

    @Override
    protected List<AbstractConfigurableAsyncServer> createServers(HierarchicalConfiguration<ImmutableNode> file)
            throws Exception {
        List<AbstractConfigurableAsyncServer> servers = new ArrayList<>();
        for (HierarchicalConfiguration<ImmutableNode> block : file.configurationsAt("imapserver")) {
            SafeDefaults.tls(block);
            IMAPServer server = createServer();
            server.setFileSystem(fileSystem);
            server.configure(block);
            servers.add(server);
        }
        return servers;
    }
}
