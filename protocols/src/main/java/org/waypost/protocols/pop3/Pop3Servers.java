package org.waypost.protocols.pop3;

import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.pop3server.netty.POP3ServerFactory;
import org.apache.james.protocols.lib.handler.ProtocolHandlerLoader;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.waypost.protocols.netty.SafeDefaults;

/** Makes the listeners of {@code pop3server.xml}. */
final class Pop3Servers extends POP3ServerFactory {

    /** RFC 1939 §3: an inactivity timer has at least ten minutes. */
    private static final int IDLE_SECONDS = 600;

    private final ProtocolHandlerLoader handlers;
    private final FileSystem files;

    @Inject
    Pop3Servers(ProtocolHandlerLoader handlers, FileSystem files) {
        this.handlers = handlers;
        this.files = files;
    }

    @Override
    protected List<AbstractConfigurableAsyncServer> createServers(HierarchicalConfiguration<ImmutableNode> file)
            throws Exception {
        List<AbstractConfigurableAsyncServer> servers = new ArrayList<>();
        for (HierarchicalConfiguration<ImmutableNode> block : file.configurationsAt("pop3server")) {
            SafeDefaults.tls(block);
            SafeDefaults.unlessSet(block, "connectiontimeout", IDLE_SECONDS);
            SafeDefaults.unlessSet(block, "handlerchain[@enableJmx]", false);
            Pop3Server server = new Pop3Server();
            server.setProtocolHandlerLoader(handlers);
            server.setFileSystem(files);
            server.configure(block);
            servers.add(server);
        }
        return servers;
    }
}
