package org.waypost.protocols.managesieve;

import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.managesieveserver.netty.ManageSieveServerFactory;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.waypost.protocols.login.LoginFailures;
import org.waypost.protocols.netty.SafeDefaults;

/** Makes the listeners of {@code managesieveserver.xml}. */
final class SieveServers extends ManageSieveServerFactory {

    /** RFC 5804 §1.2: an inactivity timer has at least 30 minutes. */
    private static final int IDLE_SECONDS = 1800;

    private final FileSystem files;
    private final SieveScripts scripts;
    private final MailboxManager accounts;
    private final LoginFailures clients;

    @Inject
    SieveServers(FileSystem files, SieveScripts scripts, MailboxManager accounts, LoginFailures clients) {
        this.files = files;
        this.scripts = scripts;
        this.accounts = accounts;
        this.clients = clients;
    }

    @Override
    protected List<AbstractConfigurableAsyncServer> createServers(HierarchicalConfiguration<ImmutableNode> file)
            throws Exception {
        List<AbstractConfigurableAsyncServer> servers = new ArrayList<>();
        for (HierarchicalConfiguration<ImmutableNode> block : file.configurationsAt("managesieveserver")) {
            SafeDefaults.tls(block);
            SafeDefaults.unlessSet(block, "connectiontimeout", IDLE_SECONDS);
            SieveServer server = new SieveServer(
                    (tlsRequired, connection) -> new SieveSession(scripts, accounts, clients, tlsRequired, connection));
            server.setFileSystem(files);
            server.configure(block);
            servers.add(server);
        }
        return servers;
    }
}
